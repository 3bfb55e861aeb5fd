package dev.spillway.ingestion;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

@AnalyzeClasses(packages = "dev.spillway.ingestion", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule knowsOfSpillwayOnlyThePlatform =
            noClasses()
                    .should()
                    .dependOnClassesThat(
                            DescribedPredicate.describe(
                                    "belong to another service or to local-cloud",
                                    ArchitectureTest::isForeign))
                    .because("services meet in the wire contract, the schema and the topics");

    private static boolean isForeign(JavaClass type) {
        String name = type.getPackageName();
        return name.startsWith("dev.spillway.")
                && !name.startsWith("dev.spillway.platform")
                && !name.startsWith("dev.spillway.ingestion");
    }

    @ArchTest
    static final ArchRule packagesAreFeaturesAndNotLayers =
            noClasses()
                    .should()
                    .resideInAnyPackage(
                            "..controller..",
                            "..service..",
                            "..repository..",
                            "..dto..",
                            "..model..",
                            "..util..",
                            "..config..");

    @ArchTest
    static final ArchRule featuresFormNoCircle =
            slices().matching("dev.spillway.ingestion.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyTheReceptionSpeaksHttp =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("..receive..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("jakarta.servlet..", "org.apache.catalina..")
                    .because("transports are thin: what is behind receive knows no request");

    @ArchTest
    static final ArchRule theDoorInflatesNothing =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .haveNameMatching("java\\.util\\.zip\\.(.*Inflater.*|.*InputStream)")
                    .because("a body is kept as it came, so that no bomb goes off here");

    @ArchTest
    static final ArchRule nobodyAsksForParameters =
            noClasses()
                    .should()
                    .callMethodWhere(
                            DescribedPredicate.describe(
                                    "ask a request for its parameters or parts",
                                    call ->
                                            call.getTarget()
                                                    .getName()
                                                    .matches("getParameter.*|getParts?|getReader")))
                    .because("the container would read a form's body, and there is but one");

    @ArchTest
    static final ArchRule onlyTheQueueSpeaksSqs =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("..queue..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("software.amazon.awssdk..");

    @ArchTest
    static final ArchRule dependenciesComeThroughConstructors =
            noFields()
                    .should()
                    .beAnnotatedWith(Autowired.class)
                    .orShould()
                    .beAnnotatedWith(Value.class)
                    .because("a constructor shows what a class needs; take it as a parameter");

    @ArchTest
    static final ArchRule namesSayWhatAThingIs =
            noClasses()
                    .should()
                    .haveSimpleNameEndingWith("Impl")
                    .orShould()
                    .haveSimpleNameEndingWith("Helper")
                    .orShould()
                    .haveSimpleNameEndingWith("Manager")
                    .orShould()
                    .haveSimpleNameEndingWith("Util")
                    .orShould()
                    .haveSimpleNameEndingWith("Utils");

    @ArchTest
    static final ArchRule configurationsStayInside =
            classes().that().haveSimpleNameEndingWith("Configuration").should().bePackagePrivate();
}
