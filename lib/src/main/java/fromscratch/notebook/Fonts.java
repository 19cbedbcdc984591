package fromscratch.notebook;

import java.awt.font.FontRenderContext;

/** A minimal Linux, such as that of a container, has no font at all, and Java then fails in words that help nobody. */
final class Fonts {
    /** Null if all is well. */
    private static final String PROBLEM = problem();

    private Fonts() {
    }

    /** @throws IllegalStateException if Java finds no font; the message says what to install */
    static void require() {
        if (PROBLEM != null) {
            throw new IllegalStateException(PROBLEM);
        }
    }

    private static String problem() {
        try {
            Drawing.FONT.getStringBounds("0", new FontRenderContext(null, true, true));
            return null;
        } catch (RuntimeException | InternalError | LinkageError e) {   // each Java has another one
            Throwable reason = e;
            while (reason.getCause() != null) {
                reason = reason.getCause();
            }
            return "Charts and pictures need a font, and Java finds none on this machine. Install one, then start "
                + "again: on Debian and Ubuntu \"sudo apt install fontconfig fonts-dejavu-core\", on Fedora \"sudo dnf "
                + "install fontconfig dejavu-sans-fonts\"; macOS and Windows have fonts, there take a JDK from "
                + "https://adoptium.net. (Java says: " + (reason.getMessage() == null ? reason : reason.getMessage()) + ")";
        }
    }
}
