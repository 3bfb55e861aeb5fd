package dev.spillway.localcloud.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicationTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TopicArn=x",
                "Message=",
                "Message=a%00b",
                "Message=%",
                "Message=m&Subject=",
                "Message=m&Subject=two%0Alines",
                "Message=m&MessageGroupId=with+space",
                "Message=m&MessageDeduplicationId=x",
                "Message=no+json&MessageStructure=json",
                "Message=%7B%22sqs%22%3A1%7D&MessageStructure=json",
                "Message=m&MessageAttributes.entry.1.Name=n",
                "Message=m&MessageAttributes.entry.1.Name=n&MessageAttributes.entry.1.Value.DataType=String",
                "Message=m&MessageAttributes.entry.1.Name=n&MessageAttributes.entry.1.Value.DataType=Number"
                        + "&MessageAttributes.entry.1.Value.StringValue=x",
                "Message=m&MessageAttributes.entry.1.Name=n&MessageAttributes.entry.1.Value.DataType=Binary"
                        + "&MessageAttributes.entry.1.Value.BinaryValue=!"
            })
    void requestThatSnsWouldNotTakeIsRefused(String form) {
        assertThatThrownBy(() -> Publication.read(QueryRequest.parse(form)))
                .isInstanceOfSatisfying(
                        SnsException.class,
                        e -> {
                            assertThat(e.status()).isEqualTo(400);
                            assertThat(e.isSendersFault()).isTrue();
                        });
    }

    @Test
    void attributesCountTowardsTheSize() {
        String room = "x".repeat(Publication.MAX_SIZE - 10);
        String attribute =
                "&MessageAttributes.entry.1.Name=ab&MessageAttributes.entry.1.Value.DataType=String"
                        + "&MessageAttributes.entry.1.Value.StringValue=";

        assertThat(
                        Publication.read(QueryRequest.parse("Message=" + room + attribute + "cd"))
                                .size())
                .isEqualTo(Publication.MAX_SIZE);
        assertThatThrownBy(() ->
                        Publication.read(QueryRequest.parse("Message=" + room + attribute + "cde")))
                .hasMessageContaining("too long");
    }
}
