package dev.spillway.provisioner.kit;

import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import dev.spillway.localcloud.junit.TestCloud;

/**
 * The schema and the topics that tests share which keep apart by tenant ({@link SharedOpsTest}).
 */
@CloudTest(parts = {Part.DATABASE, Part.QUEUES, Part.TOPICS})
public final class OpsCloud {

    private OpsCloud() {}

    public static TestCloud shared() {
        return TestCloud.of(OpsCloud.class);
    }
}
