package fromscratch.notebook;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks through HTML for anything but the few harmless elements that the library's own outputs are made of. */
final class Markup {
    private static final Set<String> ELEMENTS = Set.of("b", "caption", "code", "div", "p", "pre", "progress", "table", "tbody", "td",
        "th", "thead", "tr");
    private static final Set<String> ATTRIBUTES = Set.of("align", "class", "max", "role", "style", "value");
    private static final Pattern ELEMENT = Pattern.compile("</?([^\\s>/]*)([^>]*)>?");
    private static final Pattern ATTRIBUTE = Pattern.compile("\\s*([^\\s=\"]+)=\"([^\"]*)\"");

    private Markup() {
    }

    /** What should not be there; empty if all is well. */
    static List<String> strange(String html) {
        List<String> strange = new ArrayList<>();
        Matcher elements = ELEMENT.matcher(html);
        while (elements.find()) {
            if (!ELEMENTS.contains(elements.group(1))) {
                strange.add(elements.group());
            }
            Matcher attributes = ATTRIBUTE.matcher(elements.group(2));
            while (attributes.lookingAt()) {
                String value = attributes.group(2).toLowerCase(Locale.ROOT);
                if (!ATTRIBUTES.contains(attributes.group(1)) || value.contains("url(") || value.contains("script")) {
                    strange.add(attributes.group());
                }
                attributes.region(attributes.end(), elements.group(2).length());
            }
            if (!elements.group(2).substring(attributes.regionStart()).isBlank()) {
                strange.add(elements.group());
            }
        }
        return strange;
    }
}
