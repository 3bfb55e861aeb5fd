package dev.spillway.app.job;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.spillway.app.audit.AuditLog;
import dev.spillway.app.caller.Caller;
import dev.spillway.app.caller.Scope;
import dev.spillway.app.listing.Listing;
import dev.spillway.app.listing.Paging;
import dev.spillway.platform.error.ErrorCode;
import dev.spillway.platform.error.ProblemException;
import dev.spillway.platform.job.JobKind;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/jobs")
@Tag(name = "Jobs")
class JobController {

    private final Jobs jobs;
    private final AuditLog audit;

    JobController(Jobs jobs, AuditLog audit) {
        this.jobs = jobs;
        this.audit = audit;
    }

    @GetMapping
    @Operation(summary = "Long work that was asked for, newest first")
    Listing<Job> list(@ParameterObject JobFilter filter, @ParameterObject @Valid Paging paging) {
        return jobs.list(filter, paging);
    }

    @GetMapping("/{id}")
    @Operation(
            summary = "A job and how far it is",
            description =
                    "done + skipped + failed grow towards total; status says whether they will go on."
                            + " Of a job about a person, unread names the rows that could not be read (the first"
                            + " thousand): he may still be in them.")
    JobDetail show(@PathVariable UUID id) {
        Job job = jobs.find(id).orElseThrow(() -> new ProblemException(ErrorCode.NOT_FOUND));
        return new JobDetail(job, job.failed() > 0 ? jobs.unread(id) : List.of());
    }

    @PostMapping("/{id}/cancel")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            summary =
                    "Stop a job after the step that runs (scope replay; admin where it is about a person)",
            description = "What it has done stays done. A job at its end stays as it is.")
    JobDetail cancel(@PathVariable UUID id) {
        Job before = show(id).job();
        if (isForAdmins(before) && !Caller.current().may(Scope.ADMIN)) {
            throw new ProblemException(ErrorCode.NOT_ALLOWED);
        }
        if (before.finishedAt() == null && !before.cancelRequested()) {
            jobs.cancel(id);
            audit.record("job.cancelled", id.toString(), Map.of("kind", before.kind()));
        }
        return show(id);
    }

    record JobDetail(@JsonUnwrapped Job job, List<UnreadRow> unread) {}

    /** What only admins may ask for, nobody else stops: an erasure is somebody's right. */
    private static boolean isForAdmins(Job job) {
        return JobKind.find(job.kind()).filter(JobKind::isAboutAPerson).isPresent();
    }
}
