package dev.spillway.platform.signature;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The ARN of a topic of Amazon SNS, taken apart. */
record SnsTopic(String arn, String partition, String region) {

    private static final Pattern ARN =
            Pattern.compile(
                    "arn:(aws|aws-cn|aws-us-gov):sns:([a-z]{2}(?:-[a-z]{1,12}){1,2}-[0-9]{1,2})"
                            + ":[0-9]{12}:[A-Za-z0-9_-]{1,256}(?:\\.fifo)?");

    /** Empty for whatever is not one. Never throws. */
    static Optional<SnsTopic> parse(String arn) {
        Matcher matcher = ARN.matcher(arn);
        return matcher.matches()
                ? Optional.of(new SnsTopic(arn, matcher.group(1), matcher.group(2)))
                : Optional.empty();
    }

    /** Where SNS of the topic's region answers. */
    String host() {
        return "sns." + region + ".amazonaws.com" + (partition.equals("aws-cn") ? ".cn" : "");
    }
}
