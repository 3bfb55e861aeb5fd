package dev.spillway.launcher.home;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where everything listens, counted from one base so that two copies can run beside each other.
 *
 * @param base first port; the rest lie in the sixteen that follow it
 */
public record Ports(int base) {

    /** How many ports a copy takes. */
    public static final int SPAN = 16;

    private static final int HIGHEST = 65_535;

    public Ports {
        if (base < 1024 || base + SPAN > HIGHEST) {
            throw new LauncherException(
                    "--port-base must lie between 1024 and "
                            + (HIGHEST - SPAN)
                            + ", not at "
                            + base);
        }
    }

    public int ingestion() {
        return base;
    }

    public int app() {
        return base + 1;
    }

    public int ops() {
        return base + 2;
    }

    public int sqs() {
        return base + 3;
    }

    public int sns() {
        return base + 4;
    }

    public int database() {
        return base + 5;
    }

    public int ingestionManagement() {
        return base + 10;
    }

    public int appManagement() {
        return base + 11;
    }

    public int opsManagement() {
        return base + 12;
    }

    public int workerManagement() {
        return base + 13;
    }

    public int cloudManagement() {
        return base + 14;
    }

    /** Every port by what listens there. */
    public Map<String, Integer> all() {
        Map<String, Integer> all = new LinkedHashMap<>();
        all.put("ingestion-service", ingestion());
        all.put("core-app", app());
        all.put("tenant-provisioner", ops());
        all.put("SQS", sqs());
        all.put("SNS", sns());
        all.put("database", database());
        all.put("ingestion-service management", ingestionManagement());
        all.put("core-app management", appManagement());
        all.put("tenant-provisioner management", opsManagement());
        all.put("analytics-worker management", workerManagement());
        all.put("local-cloud management", cloudManagement());
        return all;
    }
}
