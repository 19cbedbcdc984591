package fromscratch.linalg;

import java.util.Locale;

/**
 * The memory that Java may use, which is limited from its start on. Work that needs more is refused before it begins,
 * with the number to set: an {@link OutOfMemoryError} in the middle of it says neither.
 */
public final class Heap {
    private static final long MEGABYTE = 1 << 20;
    private static final long STEP = 256 * MEGABYTE;
    /** A collector needs room to move things, and cannot use every gap. */
    private static final double USABLE = 0.75;

    private Heap() {
    }

    /**
     * Refuses work for which there is certainly too little memory.
     *
     * @param bytes what it will need beyond what is held now
     * @param what  as the subject of a sentence: {@code "a training of 60000 examples"}
     * @throws TooLittleMemoryException if so much is not free, even after collecting the garbage
     */
    public static void require(long bytes, String what) {
        if (bytes > free()) {
            System.gc();
            if (bytes > free()) {
                throw tooSmall(bytes, what);
            }
        }
    }

    /** For work that failed for want of memory, or would fail. */
    static TooLittleMemoryException tooSmall(long bytes, String what) {
        Runtime java = Runtime.getRuntime();
        long held = java.maxMemory() - free();
        String enough = words((long) ((held + bytes) / USABLE) / STEP * STEP + STEP);
        String pieces = free() < bytes ? "" : ", and not in one piece";
        return new TooLittleMemoryException(String.format(Locale.ROOT, "%s needs %,d MB of memory, but of the %,d MB that"
                + " Java may use only %,d are free%s. Start it with more: for notebooks ./mvnw -Plab -Dkernel.heap=%s, for the"
                + " command line java -Xmx%s @digits. Or make it smaller; and a restarted kernel holds nothing of earlier"
                + " cells.",
            what, bytes / MEGABYTE + 1, java.maxMemory() / MEGABYTE, free() / MEGABYTE, pieces, enough, enough));
    }

    /** As Java's options have it. */
    private static String words(long bytes) {
        long gigabyte = 1024 * MEGABYTE;
        return bytes >= 2 * gigabyte ? (bytes + gigabyte - 1) / gigabyte + "g" : bytes / MEGABYTE + "m";
    }

    /** Garbage that was not collected yet counts as held. */
    private static long free() {
        Runtime java = Runtime.getRuntime();
        return java.maxMemory() - java.totalMemory() + java.freeMemory();
    }
}
