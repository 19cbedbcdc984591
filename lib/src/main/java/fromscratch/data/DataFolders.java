package fromscratch.data;

import fromscratch.files.Reason;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the files of a published data set are: in the folder that the environment variable {@code FROMSCRATCH_DATA}
 * names, else in the project's data folder (system property {@code fromscratch.data}), else downloaded into that.
 */
final class DataFolders {
    /** Without a network, all mirrors of a data set together are given up within this time. */
    static final Duration PATIENCE = Duration.ofSeconds(8);

    /** A data set: four gzipped IDX files under {@code name/}; without mirrors it cannot be downloaded. */
    record Published(String name, List<URI> mirrors, List<Download.Item> items) {
    }

    private final Path named;     // null: the setting isn't made
    private final Path project;
    private final boolean offline;
    private final Map<String, DataException> failed = new HashMap<>();

    DataFolders(Path named, Path project, boolean offline) {
        this.named = named;
        this.project = project;
        this.offline = offline;
    }

    static DataFolders fromSettings() {
        return fromSettings(System.getenv(), System.getProperty("fromscratch.data", "data"));
    }

    static DataFolders fromSettings(Map<String, String> environment, String project) {
        String named = environment.get("FROMSCRATCH_DATA");
        try {
            return new DataFolders(named == null || named.isBlank() ? null : Path.of(named), Path.of(project),
                "1".equals(environment.get("FROMSCRATCH_OFFLINE")));
        } catch (InvalidPathException e) {
            throw new DataException("Expected a folder in FROMSCRATCH_DATA and in the system property fromscratch.data, "
                + "found \"" + e.getInput() + "\", which cannot be a path.", e);
        }
    }

    /**
     * The folder with all files of {@code set}, downloaded if need be. A download that failed is not tried again.
     *
     * @throws DataException if they cannot be had; the message says why and what to do
     */
    Path find(Published set, Download.Progress progress) {
        Path inProject = project.resolve(set.name());
        if (named != null && holdsAll(named.resolve(set.name()), set)) {
            return named.resolve(set.name());
        }
        if (!holdsAll(inProject, set)) {
            download(set, inProject, progress);
        }
        return inProject;
    }

    /** One of the files, by its name without {@code .gz}; it may lie there gzipped or not. */
    static Path file(Path folder, String name) {
        Path plain = folder.resolve(name);
        return Files.exists(plain) ? plain : folder.resolve(name + ".gz");
    }

    static String withoutGz(String name) {
        return name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
    }

    private static boolean holdsAll(Path folder, Published set) {
        return set.items().stream().allMatch(item -> Files.exists(file(folder, withoutGz(item.file()))));
    }

    private void download(Published set, Path folder, Download.Progress progress) {
        if (set.mirrors().isEmpty()) {
            throw unavailable(set, "is nowhere to be downloaded from", "Choose another data set");
        }
        if (offline) {
            throw unavailable(set, "is not downloaded because FROMSCRATCH_OFFLINE is 1", "Unset that");
        }
        if (failed.containsKey(set.name())) {
            throw failed.get(set.name());
        }
        try {
            new Download(set.mirrors(), PATIENCE.dividedBy(set.mirrors().size())).fetch(folder, set.items(), progress);
        } catch (DataException e) {
            throw failed(set, "could not be downloaded (" + e.getMessage() + ")", "Check the network and start again");
        } catch (IOException e) {
            throw failed(set, "could not be written into " + inProject(set) + " (" + Reason.of(e) + ")",
                "See that you may write there and that there is room on the disk, and start again");
        }
    }

    private DataException failed(Published set, String why, String remedy) {
        DataException unavailable = unavailable(set, why, remedy);
        failed.put(set.name(), unavailable);
        return unavailable;
    }

    /** No absolute path in the message: notebooks store it. */
    private DataException unavailable(Published set, String why, String remedy) {
        String places = (named == null ? "" : "the folder that FROMSCRATCH_DATA names or ")
            + "the project's folder " + project.getFileName();
        return new DataException("The data set " + set.name() + " is not in " + places + " and " + why
            + ". " + remedy + ", or put its four files into " + inProject(set)
            + " (data/README.md says where to get them, and their checksums), or set FROMSCRATCH_DATA to a folder that holds " + set.name() + "/.");
    }

    private String inProject(Published set) {
        return project.getFileName() + "/" + set.name();
    }
}
