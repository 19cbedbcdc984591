package fromscratch.files;

import org.junit.jupiter.api.Test;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

import static org.assertj.core.api.Assertions.assertThat;

class ReasonTest {
    @Test
    void reasons_are_words_and_not_only_a_path_or_nothing() {
        assertThat(Reason.of(new NoSuchFileException("a/b"))).isEqualTo("there is no such file");
        assertThat(Reason.of(new AccessDeniedException("a/b"))).isEqualTo("access is denied");
        assertThat(Reason.of(new FileAlreadyExistsException("a/b"))).isEqualTo("there is a file of that name");
        assertThat(Reason.of(new FileSystemException("a/b", null, "Read-only file system"))).isEqualTo("Read-only file system");
        assertThat(Reason.of(new FileSystemException("a/b"))).isEqualTo("a/b");
        assertThat(Reason.of(new MalformedInputException(1))).isEqualTo("it is not text in UTF-8");
        assertThat(Reason.of(new IOException("No space left on device"))).isEqualTo("No space left on device");
        assertThat(Reason.of(new EOFException())).isEqualTo("EOFException");
    }
}
