package dev.spillway.app.dashboard;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Dashboard")
class DashboardController {

    private final DashboardReader reader;

    DashboardController(DashboardReader reader) {
        this.reader = reader;
    }

    @GetMapping("/api/v1/dashboard")
    @Operation(summary = "What the stream shows, once: for whoever cannot keep a connection open")
    Dashboard show() {
        return reader.read();
    }
}
