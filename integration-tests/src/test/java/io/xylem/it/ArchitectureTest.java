package io.xylem.it;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;

/** The borders between the modules. */
@AnalyzeClasses(packages = "io.xylem", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final Pattern MODULE = Pattern.compile("io\\.xylem\\.([a-z]+).*");

    @ArchTest
    static final ArchRule modulesFormNoCycles =
            slices().matching("io.xylem.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule coreKnowsNeitherXmlNorArrow = classes()
            .that()
            .resideInAPackage("io.xylem.core..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("io.xylem.core..", "java..", "org.slf4j..", "org.jspecify..");

    @ArchTest
    static final ArchRule xmlAndArrowAreSiblings = noClasses()
            .that()
            .resideInAPackage("io.xylem.xml..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.xylem.arrow..", "org.apache.arrow..", "org.apache.parquet..", "io.delta..");

    @ArchTest
    static final ArchRule arrowKnowsNoXml = noClasses()
            .that()
            .resideInAPackage("io.xylem.arrow..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.xylem.xml..", "io.xylem.delta..", "io.xylem.geo..", "io.delta..");

    @ArchTest
    static final ArchRule arrowRunsWithoutHadoop = noClasses()
            .that()
            .resideInAPackage("io.xylem.arrow..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.hadoop..");

    @ArchTest
    static final ArchRule geoKnowsNeitherXmlNorDelta = noClasses()
            .that()
            .resideInAPackage("io.xylem.geo..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.xylem.xml..", "io.xylem.delta..", "io.delta..");

    @ArchTest
    static final ArchRule deltaKnowsNoXml = noClasses()
            .that()
            .resideInAPackage("io.xylem.delta..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.xylem.xml..", "io.xylem.geo..");

    @ArchTest
    static final ArchRule sparkIsKnownToOneModule = noClasses()
            .that()
            .resideOutsideOfPackage("io.xylem.spark..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.xylem.spark..", "org.apache.spark..", "scala..");

    @ArchTest
    static final ArchRule noParserIsLeftToTheClassPath = noClasses()
            .should()
            .callMethodWhere(new DescribedPredicate<>("they look for a JAXP provider on the class path") {
                @Override
                public boolean test(JavaMethodCall call) {
                    return call.getTargetOwner().getPackageName().startsWith("javax.xml")
                            && Set.of("newInstance", "newFactory", "newNSInstance")
                                    .contains(call.getName());
                }
            });

    @ArchTest
    static final ArchRule internalStaysInItsModule = classes()
            .that()
            .resideInAPackage("io.xylem..")
            .should(new ArchCondition<>("use internal packages of their own module only") {
                @Override
                public void check(JavaClass origin, ConditionEvents events) {
                    origin.getDirectDependenciesFromSelf().stream()
                            .filter(d -> d.getTargetClass().getPackageName().contains(".internal"))
                            .filter(d -> d.getTargetClass().getPackageName().startsWith("io.xylem."))
                            .filter(d -> !module(d.getTargetClass()).equals(module(origin)))
                            .forEach(d -> events.add(SimpleConditionEvent.violated(origin, d.getDescription())));
                }
            });

    @ArchTest
    static final ArchRule noEngineTypeInAPublicSignature = classes()
            .that()
            .arePublic()
            .and()
            .resideInAPackage("io.xylem..")
            .and()
            .resideOutsideOfPackages("..internal..", "io.xylem.spark..")
            .should(new ArchCondition<>("show no Hadoop, Kernel or Spark type") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    type.getMembers().stream()
                            .filter(m -> m.getModifiers().contains(JavaModifier.PUBLIC)
                                    || m.getModifiers().contains(JavaModifier.PROTECTED))
                            .filter(m -> m.getAllInvolvedRawTypes().stream().anyMatch(ENGINE))
                            .map(JavaMember::getDescription)
                            .forEach(d -> events.add(SimpleConditionEvent.violated(type, d)));
                }
            });

    @ArchTest
    static final ArchRule everyPackageIsNullMarked = classes()
            .that()
            .resideInAPackage("io.xylem..")
            .should(new ArchCondition<>("reside in a @NullMarked package") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
                        events.add(SimpleConditionEvent.violated(type, type.getName() + " is not null-marked"));
                    }
                }
            });

    private static final DescribedPredicate<JavaClass> ENGINE = new DescribedPredicate<>("engine types") {
        @Override
        public boolean test(JavaClass type) {
            return type.getPackageName().startsWith("org.apache.hadoop")
                    || type.getPackageName().startsWith("io.delta.")
                    || type.getPackageName().startsWith("org.apache.spark");
        }
    };

    private static String module(JavaClass type) {
        Matcher matcher = MODULE.matcher(type.getPackageName());
        return matcher.matches() ? matcher.group(1) : "";
    }
}
