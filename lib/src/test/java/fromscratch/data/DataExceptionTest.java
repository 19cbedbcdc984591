package fromscratch.data;

import org.junit.jupiter.api.Test;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

import static org.assertj.core.api.Assertions.assertThat;

class DataExceptionTest {
    @Test
    void reasons_are_words_and_not_only_a_path_or_nothing() {
        assertThat(DataException.reason(new NoSuchFileException("a/b"))).isEqualTo("there is no such file");
        assertThat(DataException.reason(new AccessDeniedException("a/b"))).isEqualTo("access is denied");
        assertThat(DataException.reason(new MalformedInputException(1))).isEqualTo("it is not text in UTF-8");
        assertThat(DataException.reason(new IOException("No space left on device"))).isEqualTo("No space left on device");
        assertThat(DataException.reason(new EOFException())).isEqualTo("EOFException");
    }
}
