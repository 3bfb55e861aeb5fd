package dev.spillway.platform.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CredentialsTest {

    @Test
    void blankAndNullAreAbsent() {
        Map<String, String> values =
                new HashMap<>(Map.of("secret", "s3cret", "previousSecret", " "));
        values.put("token", null);
        Credentials credentials = Credentials.of(values);

        assertThat(credentials.find("secret")).contains("s3cret");
        assertThat(credentials.find("previousSecret")).isEmpty();
        assertThat(credentials.find("token")).isEmpty();
        assertThat(credentials.find("username")).isEmpty();
        assertThat(credentials.names()).containsExactlyInAnyOrder("secret", "previousSecret");
    }

    @Test
    void namesButNeverShowsItsValues() {
        assertThat(Credentials.of(Map.of("secret", "s3cret"))).hasToString("Credentials[secret]");
    }
}
