package dev.spillway.provisioner.tenant;

import io.swagger.v3.oas.annotations.media.Schema;

/** How a change of a tenant is written in requests. For the description only. */
@Schema(name = "TenantChange")
record TenantBody(
        @Schema(example = "Acme Shops") String name,
        @Schema(allowableValues = {"starter", "growth", "scale"}) String plan) {}
