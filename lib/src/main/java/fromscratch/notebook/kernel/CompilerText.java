package fromscratch.notebook.kernel;

import fromscratch.notebook.widgets.ReadableMessage;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a reader is told of a statement that is not Java: the compiler's words, the line, and what may be meant. */
final class CompilerText {
    /** One mistake makes the compiler find many: of those in one line the first one is told. */
    private static final int MOST_ERRORS = 2;
    private static final int MOST_LINES = 6;
    private static final int MOST_IMPORTS = 3;

    private static final String SPELLING = "Check the spelling, capital letters too. If another cell makes it, run that cell first.";
    private static final Pattern PLACE_OF_JSHELL = Pattern.compile("(?m)^ *location: (class *|.*\\$JShell\\$.*)$");

    private static final Pattern WANTS_TYPE = Pattern.compile("symbol: +class ");

    private static final Map<String, String> ADVICE = Map.of(
        "compiler.err.premature.eof", "The statement is not complete: a bracket is opened and not closed, or the semicolon is missing.",
        "compiler.err.illegal.char", "If it is a quotation mark: Java wants the straight one, \".",
        "compiler.err.already.defined.static.single.import", "An imported class has this name, and a class that a cell makes. Give "
            + "yours another name, and restart the kernel: Kernel → Restart Kernel.");

    private final JShell shell;

    CompilerText(JShell shell) {
        this.shell = shell;
    }

    /** Of a statement that was refused. */
    List<String> lines(Snippet snippet, String cell) {
        List<String> lines = new ArrayList<>();
        Set<Integer> told = new HashSet<>();
        shell.diagnostics(snippet).filter(error -> error.isError() && told.add(lineOf(error, snippet.source()))).limit(MOST_ERRORS).forEach(error -> {
            lines.addAll(what(error).lines().limit(MOST_LINES).toList());
            lines.add(CellLine.of(snippet.source(), lineOf(error, snippet.source()), cell));
            advice(error, snippet.source()).ifPresent(lines::add);
        });
        if (lines.isEmpty() && snippet instanceof DeclarationSnippet declaration) {
            lines.addAll(unresolved(declaration, cell));
        }
        lines.replaceAll(String::stripTrailing);
        return lines;
    }

    /** Of a declaration that lacks something, which is said only when it is used. */
    List<String> unresolved(DeclarationSnippet snippet, String cell) {
        String missing = shell.unresolvedDependencies(snippet).collect(Collectors.joining(", "));
        return List.of("cannot find symbol: " + missing, CellLine.of(snippet.source(), 1, cell), SPELLING);
    }

    /** The compiler's message without what only JShell and its machine need to know. */
    private static String what(Diag error) {
        String message = PLACE_OF_JSHELL.matcher(error.getMessage(Locale.ROOT)).replaceAll("").stripTrailing();
        return ReadableMessage.withoutPackages(message).replaceFirst("\\n *symbol: +", ": ")
            .replaceFirst("\\n *location: +", ", in ");
    }

    private static int lineOf(Diag error, String source) {
        int position = (int) Math.max(0, Math.min(error.getPosition(), source.length()));
        return 1 + (int) source.substring(0, position).chars().filter(c -> c == '\n').count();
    }

    private Optional<String> advice(Diag error, String source) {
        if (error.getCode().startsWith("compiler.err.cant.resolve")) {
            return Optional.of(meant(error, source).orElse(SPELLING));
        }
        return Optional.ofNullable(ADVICE.get(error.getCode()));
    }

    // ---- what may be meant ----

    private Optional<String> meant(Diag error, String source) {
        int begin = (int) error.getPosition();
        while (begin < error.getEndPosition() && !Character.isJavaIdentifierStart(source.charAt(begin))) {
            begin++;   // the point of layers.size, and blanks behind it
        }
        String name = source.substring(begin, (int) error.getEndPosition());
        List<String> imports = begin > error.getStartPosition() ? List.of()
            : shell.sourceCodeAnalysis().listQualifiedNames(source, (int) error.getEndPosition()).getNames();
        if (!imports.isEmpty() && imports.size() <= MOST_IMPORTS) {
            return Optional.of("It may lack an import: " + imports.stream().map(type -> "import " + type + ";").collect(Collectors.joining(" or ")));
        }
        return similar(name, error.getCode().endsWith(".args"), source, begin)
            .map(other -> "Did you mean " + (WANTS_TYPE.matcher(error.getMessage(Locale.ROOT)).find() ? bare(other) : other) + "?");
    }

    /** Of all that could stand at this place, what is spelled most like the name. */
    private Optional<String> similar(String name, boolean method, String source, int begin) {
        return shell.sourceCodeAnalysis().completionSuggestions(source, begin, new int[1]).stream()
            .map(SourceCodeAnalysis.Suggestion::continuation).distinct()
            .filter(other -> !(bare(other).equals(name) && other.contains("(") == method) && looksLike(name, bare(other)))
            .min(Comparator.comparing((String other) -> distance(name, bare(other))).thenComparing(Comparator.naturalOrder()))
            .map(other -> other.endsWith("(") ? other + "…)" : other);
    }

    /** A capital letter at the beginning is a class: {@code later} is not meant to be {@code Layer}, but {@code string} is {@code String}. */
    private static boolean looksLike(String name, String other) {
        boolean sameKind = !other.isEmpty() && !name.isEmpty() && Character.isUpperCase(name.charAt(0)) == Character.isUpperCase(other.charAt(0));
        return name.equalsIgnoreCase(other) || sameKind && distance(name, other) <= 1 + name.length() / 4;
    }

    private static String bare(String name) {
        return name.replaceFirst("\\(.*", "");
    }

    /** How many letters must be changed, put in or left out to make one word of the other (Levenshtein, 1966). */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            int diagonal = i == 0 ? 0 : row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                boolean same = i > 0 && Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1));
                row[j] = i == 0 ? j : Math.min(diagonal + (same ? 0 : 1), 1 + Math.min(above, row[j - 1]));
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}
