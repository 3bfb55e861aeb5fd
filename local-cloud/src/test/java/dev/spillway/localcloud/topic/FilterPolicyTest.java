package dev.spillway.localcloud.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilterPolicyTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no json",
                "[]",
                "{\"a\":\"text\"}",
                "{\"a\":[]}",
                "{\"a\":{\"b\":[1]}}", // nested keys are for bodies
                "{\"a\":[{\"wildcard\":\"x*\"}]}", // not served, so refused
                "{\"$or\":[{\"a\":[1]}]}",
                "{\"a\":[{\"prefix\":1}]}",
                "{\"a\":[{\"prefix\":\"x\",\"suffix\":\"y\"}]}",
                "{\"a\":[{\"numeric\":[\">\"]}]}",
                "{\"a\":[{\"numeric\":[\"!\",1]}]}",
                "{\"a\":[{\"numeric\":[\">\",\"1\"]}]}",
                "{\"a\":[{\"exists\":\"yes\"}]}",
                "{\"a\":[[1]]}",
                "{\"a\":[1],\"b\":[1],\"c\":[1],\"d\":[1],\"e\":[1],\"f\":[1]}"
            })
    void policyThatCannotBeHonouredIsRefused(String policy) {
        assertThatThrownBy(() -> FilterPolicy.parse(policy, FilterPolicy.Scope.ATTRIBUTES))
                .isInstanceOf(SnsException.class)
                .hasMessageStartingWith("Invalid parameter: FilterPolicy: ");
    }

    @Test
    void unknownScopeIsRefused() {
        assertThatThrownBy(() -> FilterPolicy.Scope.named("Everything"))
                .isInstanceOf(SnsException.class)
                .hasMessageContaining("Everything");
    }

    @Test
    void bareNumberIsComparedAsItIsWritten() {
        assertThat(accepts("{\"a\":[100]}", "{\"a\":100}")).isTrue();
        assertThat(accepts("{\"a\":[100]}", "{\"a\":100.0}")).isFalse();
        assertThat(accepts("{\"a\":[{\"numeric\":[\"=\",100]}]}", "{\"a\":100.0}")).isTrue();
    }

    @Test
    void oneElementThatIsNotExcludedIsEnough() {
        String policy = "{\"a\":[{\"anything-but\":[\"x\",\"y\"]}]}";

        assertThat(accepts(policy, "{\"a\":[\"x\",\"z\"]}")).isTrue();
        assertThat(accepts(policy, "{\"a\":[\"x\",\"y\"]}")).isFalse();
        assertThat(accepts(policy, "{\"b\":1}")).isFalse();
    }

    @Test
    void caseCanBeIgnored() {
        assertThat(accepts("{\"a\":[{\"equals-ignore-case\":\"Paid\"}]}", "{\"a\":\"pAID\"}"))
                .isTrue();
        assertThat(accepts("{\"a\":[{\"equals-ignore-case\":\"Paid\"}]}", "{\"a\":1}")).isFalse();
    }

    @Test
    void objectsInArraysAreLookedInto() {
        String policy = "{\"items\":{\"sku\":[\"b\"]}}";

        assertThat(accepts(policy, "{\"items\":[{\"sku\":\"a\"},{\"sku\":\"b\"}]}")).isTrue();
        assertThat(accepts(policy, "{\"items\":[{\"sku\":\"a\"}]}")).isFalse();
    }

    @Test
    void bodyThatIsNoObjectMatchesOnlyTheEmptyPolicy() {
        assertThat(accepts("{\"a\":[1]}", "text")).isFalse();
        assertThat(accepts("{\"a\":[{\"exists\":false}]}", "[1]")).isFalse();
        assertThat(accepts("{}", "text")).isTrue();
    }

    private static boolean accepts(String policy, String body) {
        return FilterPolicy.parse(policy, FilterPolicy.Scope.BODY)
                .accepts(
                        new Publication(
                                "id",
                                Instant.EPOCH,
                                body,
                                Optional.empty(),
                                Map.of(),
                                Optional.empty()));
    }
}
