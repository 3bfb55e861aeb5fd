package dev.spillway.platform;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

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
}
