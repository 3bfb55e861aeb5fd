package dev.spillway.platform.provider;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskingTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                          | ''",
                "a=1&b=2                     | a=1&b=2",
                "token=s3cret                | token=***",
                "a=1&TOKEN=s3cret&b=2        | a=1&TOKEN=***&b=2",
                "%74oken=s3cret              | %74oken=***",
                "%zz=s3cret                  | %zz=***",
                "token                       | token",
                "token=                      | token=***",
                "hub.verify_token=s&hub.x=1  | hub.verify_token=***&hub.x=1",
                "&&a==&                      | &&a==&",
                "bodySHA256=abc              | bodySHA256=abc",
                "events%5B0%5D=x             | events%5B0%5D=x",
                "password=a=b&c=d            | password=***&c=d",
            })
    void credentialsAreMaskedAndTheRestStaysAsItCame(String query, String masked) {
        assertThat(Masking.query(query)).isEqualTo(masked);
    }
}
