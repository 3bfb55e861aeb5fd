package dev.spillway.localcloud.junit;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** What {@link CloudTest} registers. */
final class CloudExtension
        implements ExecutionCondition, BeforeAllCallback, AfterAllCallback, ParameterResolver {

    /** Throws where Docker was demanded and no engine answers, which fails the class. */
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        CloudRequest request = CloudRequest.of(context.getRequiredTestClass());
        return switch (BackendChoice.forWish(request.wish().backend())) {
            case BackendChoice.Use use -> ConditionEvaluationResult.enabled(use.toString());
            case BackendChoice.Disabled disabled -> {
                BackendReport.write(request.owner(), "did not run: " + disabled.reason());
                yield ConditionEvaluationResult.disabled(disabled.reason());
            }
        };
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        TestCloud.of(context.getRequiredTestClass());
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Class<?> testClass = context.getRequiredTestClass();
        CloudRequest request = CloudRequest.of(testClass);
        if (request.owner() == testClass) {
            LeakCheck.of(request).run();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TestCloud.class;
    }

    @Override
    public TestCloud resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return TestCloud.of(context.getRequiredTestClass());
    }
}
