package dev.spillway.platform;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** What keeps a shared library from becoming the place where everything ends up. */
@AnalyzeClasses(packages = "dev.spillway.platform", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule thePlatformKnowsNobodyAboveIt =
            classes()
                    .should()
                    .onlyDependOnClassesThat()
                    .resideOutsideOfPackages(
                            "dev.spillway.ingestion..",
                            "dev.spillway.worker..",
                            "dev.spillway.app..",
                            "dev.spillway.provisioner..",
                            "dev.spillway.localcloud..",
                            "dev.spillway.launcher..");

    @ArchTest
    static final ArchRule partsFormNoCycle =
            slices().matching("dev.spillway.platform.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule theWireAndSignaturesNeedNoFramework =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            "..parcel..",
                            "..signal..",
                            "..signature..",
                            "..provider..",
                            "..id..",
                            "..secret..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.springframework..", "jakarta..", "software.amazon..");

    @ArchTest
    static final ArchRule packagesAreFeatures =
            noClasses()
                    .should()
                    .resideInAnyPackage("..util..", "..common..", "..helper..", "..dto..");

    @ArchTest
    static final ArchRule namesSayWhatAThingIs =
            noClasses().should().haveNameMatching(".*(Impl|Helper|Manager|Utils?|Data)");

    /**
     * How long a comparison takes must not tell how much of a guess was right. Text is compared by
     * equals() where it is a name; bytes are what secrets and signatures are compared as.
     */
    @ArchTest
    static final ArchRule bytesAreComparedInConstantTime =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            "..signature..",
                            "..handshake..",
                            "..provider..",
                            "..secret..",
                            "..tenancy..")
                    .should()
                    .callMethod(Arrays.class, "equals", byte[].class, byte[].class)
                    .orShould()
                    .callMethod(Arrays.class, "mismatch", byte[].class, byte[].class)
                    .orShould()
                    .callMethod(Arrays.class, "compare", byte[].class, byte[].class)
                    .orShould()
                    .callMethod(ByteBuffer.class, "equals", Object.class)
                    .orShould()
                    .callMethod(ByteBuffer.class, "mismatch", ByteBuffer.class)
                    .orShould()
                    .callMethod(String.class, "contentEquals", CharSequence.class)
                    .because("MessageDigest.isEqual looks at every byte, whatever it finds");

    @ArchTest
    static final ArchRule whatComparesSecretsComparesThemSo =
            classes()
                    .that()
                    .haveSimpleName("SecretComparison")
                    .or()
                    .haveSimpleName("HmacKeys")
                    .or()
                    .haveSimpleName("DigestKeys")
                    .or()
                    .haveSimpleName("TwilioScheme")
                    .or()
                    .haveSimpleName("Challenge")
                    .should(callIsEqualAndNoOtherComparison());

    /** These compare names by equals() as well. */
    @ArchTest
    static final ArchRule whatComparesHashesBesideNamesComparesThemSo =
            classes()
                    .that()
                    .haveSimpleName("UnisenderGoScheme")
                    .or()
                    .haveSimpleName("RequestClaims")
                    .should()
                    .callMethod(MessageDigest.class, "isEqual", byte[].class, byte[].class);

    private static ArchCondition<JavaClass> callIsEqualAndNoOtherComparison() {
        return new ArchCondition<>("compare by MessageDigest.isEqual() and by no equals()") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                Set<String> called =
                        type.getMethodCallsFromSelf().stream()
                                .map(call -> call.getTarget().getName())
                                .collect(Collectors.toSet());
                boolean holds = called.contains("isEqual") && !called.contains("equals");
                events.add(new SimpleConditionEvent(type, holds, type + " calls " + called));
            }
        };
    }
}
