package dev.spillway.provisioner.tenant;

import dev.spillway.platform.plan.Plan;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;

/** Plan and status in the database: their codes. */
final class Codes {

    private Codes() {}

    @Converter(autoApply = true)
    static class OfPlan implements AttributeConverter<Plan, String> {

        @Override
        public String convertToDatabaseColumn(Plan plan) {
            return plan.code();
        }

        @Override
        public Plan convertToEntityAttribute(String code) {
            return Plan.find(code)
                    .orElseThrow(() -> new IllegalStateException("no plan is called " + code));
        }
    }

    @Converter(autoApply = true)
    static class OfStatus implements AttributeConverter<TenantStatus, String> {

        @Override
        public String convertToDatabaseColumn(TenantStatus status) {
            return status.code();
        }

        @Override
        public TenantStatus convertToEntityAttribute(String code) {
            return TenantStatus.find(code)
                    .orElseThrow(() -> new IllegalStateException("no status is called " + code));
        }
    }
}
