package dev.spillway.provisioner.schema;

import dev.spillway.localcloud.junit.Backend;
import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import org.junit.jupiter.api.Nested;

class SchemaIT {

    @Nested
    @CloudTest(parts = Part.DATABASE, backend = Backend.EMBEDDED)
    class OnEmbedded implements SchemaContract {}

    @Nested
    @CloudTest(parts = Part.DATABASE, backend = Backend.DOCKER)
    class OnDocker implements SchemaContract {}
}
