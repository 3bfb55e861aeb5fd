package dev.spillway.app.http;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import org.junit.jupiter.api.Test;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a test cannot bring a database to whenever it wants. */
class RequestAdviceTest {

    private final MockMvc api =
            MockMvcBuilders.standaloneSetup(new Overtaken())
                    .setControllerAdvice(new RequestAdvice())
                    .build();

    @RestController
    static class Overtaken {
        @PostMapping("/rule")
        void change() {
            throw new CannotAcquireLockException("Deadlock found: UPDATE app_alert_rule");
        }
    }

    /** As when two change a rule for the first time at the same moment. */
    @Test
    void whoMetADeadlockMaySendTheSameAgain() throws Exception {
        api.perform(post("/rule"))
                .andExpect(status().isServiceUnavailable())
                .andExpect(header().string("Retry-After", "1"))
                .andExpect(jsonPath("$.code").value("service_unavailable"))
                .andExpect(jsonPath("$.detail").doesNotExist());
    }
}
