package io.rheostat.app.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.rheostat.model.command.Generation;
import io.rheostat.model.decision.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;

/// What the house is built by, for the classes below a root package: `io.rheostat`, or a fixture
/// that breaks it.
///
/// @param root the package above the modules' own
record ArchitectureRules(String root) {
  /// Modules by what they may use of the others; `app` and `benchmarks` may use all.
  private static final Map<String, List<String>> ARROWS =
      new TreeMap<>(
          Map.of(
              "model", List.of(),
              "config", List.of("model"),
              "topics", List.of("model"),
              "core", List.of("model"),
              "ingest", List.of("model", "config", "topics"),
              "streams", List.of("model", "core", "topics"),
              "actuator", List.of("model", "topics"),
              "simulator", List.of("model", "core")));

  private static final List<String> MODULES =
      List.of(
          "model",
          "config",
          "topics",
          "core",
          "ingest",
          "streams",
          "actuator",
          "simulator",
          "app",
          "benchmarks");

  /// Calls that tell the time, draw by chance or start something by themselves.
  private static final Pattern IMPURE =
      Pattern.compile(
          "java\\.time\\.(Instant|Clock|InstantSource|(Local|Zoned|Offset)\\w+|Year\\w*)\\.(now|system\\w*|tick\\w*)"
              + "|java\\.lang\\.System\\.(currentTimeMillis|nanoTime|getenv|getProperty|in|out|err)"
              + "|java\\.lang\\.Math\\.random|java\\.util\\.UUID\\.randomUUID"
              + "|java\\.util\\.(Date|GregorianCalendar)\\.<init>"
              + "|java\\.util\\.(Random|SplittableRandom)\\.<init>\\(\\)"
              + "|java\\.util\\.random\\..*");

  private static final DescribedPredicate<JavaClass> OUTSIDE_WORLD =
      resideInAnyPackage(
              "java.nio.file..",
              "java.nio.channels..",
              "java.net..",
              "java.sql..",
              "javax..",
              "com.sun..",
              "java.util.concurrent..",
              "org.apache.kafka..")
          .or(DescribedPredicate.describe("I/O", ArchitectureRules::reads))
          .or(DescribedPredicate.describe("a thread", ArchitectureRules::runs));

  private static boolean reads(JavaClass used) {
    return used.getPackageName().equals("java.io")
        && !used.getSimpleName().endsWith("Exception")
        && !used.getSimpleName().equals("Serializable")
        && !used.getSimpleName().startsWith("Byte");
  }

  private static boolean runs(JavaClass used) {
    return Set.of("java.lang.Thread", "java.util.Timer", "java.lang.ProcessBuilder")
        .contains(used.getName());
  }

  private String[] packages(List<String> modules) {
    return modules.stream().map(module -> root + "." + module + "..").toArray(String[]::new);
  }

  /// A rule for each module: it uses no other module than it may.
  List<ArchRule> arrows() {
    List<ArchRule> rules = new ArrayList<>();
    ARROWS.forEach(
        (module, allowed) -> {
          List<String> refused = new ArrayList<>(MODULES);
          refused.remove(module);
          refused.removeAll(allowed);
          rules.add(
              noClasses()
                  .that()
                  .resideInAPackage(root + "." + module + "..")
                  .should()
                  .dependOnClassesThat()
                  .resideInAnyPackage(packages(refused))
                  .allowEmptyShould(true)
                  .as(module + " uses " + allowed + " only"));
        });
    rules.add(
        noClasses()
            .that()
            .resideInAPackage(root + ".app..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(packages(List.of("benchmarks")))
            .allowEmptyShould(true)
            .as("app uses no benchmarks"));
    return rules;
  }

  /// The folds and their world use the JDK, JSpecify and each other, nothing else.
  List<ArchRule> libraries() {
    return List.of(
        standAlone("model", "model"),
        standAlone("core", "model", "core"),
        standAlone("simulator", "model", "core", "simulator"));
  }

  private ArchRule standAlone(String module, String... own) {
    List<String> known = new ArrayList<>(List.of("java..", "org.jspecify.annotations.."));
    known.addAll(List.of(packages(List.of(own))));
    return noClasses()
        .that()
        .resideInAPackage(root + "." + module + "..")
        .should()
        .dependOnClassesThat(resideOutsideOfPackages(known.toArray(String[]::new)))
        .allowEmptyShould(true)
        .as(module + " uses the JDK, JSpecify and " + List.of(own) + " only");
  }

  /// The folds and their world read no clock, draw no chance, do no I/O and start no thread.
  List<ArchRule> purity() {
    String[] pure = packages(List.of("model", "core", "simulator"));
    return List.of(
        noClasses()
            .that()
            .resideInAnyPackage(pure)
            // It reads one text of its own jar when it is loaded, the same wherever it runs.
            .and()
            .doNotHaveFullyQualifiedName(root + ".core.encoding.Shapes")
            .should()
            .dependOnClassesThat(OUTSIDE_WORLD)
            .allowEmptyShould(true),
        noClasses().that().resideInAnyPackage(pure).should(touch(IMPURE)).allowEmptyShould(true));
  }

  private static ArchCondition<JavaClass> touch(Pattern refused) {
    return new ArchCondition<>("read a clock or draw by chance") {
      @Override
      public void check(JavaClass item, ConditionEvents events) {
        for (JavaAccess<?> access : item.getAccessesFromSelf()) {
          boolean touches = refused.matcher(access.getTarget().getFullName()).lookingAt();
          events.add(new SimpleConditionEvent(access, touches, access.getDescription()));
        }
      }
    };
  }

  /// The judge of runs under trouble calls nothing of what it judges.
  ArchRule judge() {
    return noClasses()
        .that()
        .resideInAPackage(root + ".simulator.judge..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(root + ".core..", root + ".simulator.loop..")
        .allowEmptyShould(true);
  }

  /// No package is named for what it is not.
  ArchRule names() {
    Pattern vague = Pattern.compile(".*\\.(util|common|impl|manager|helper|base|misc)s?(\\..*)?");
    return noClasses()
        .should(
            new ArchCondition<>("live in a package with a name that says nothing") {
              @Override
              public void check(JavaClass item, ConditionEvents events) {
                String name = item.getPackageName();
                boolean says = !vague.matcher(name.substring(root.length())).matches();
                events.add(new SimpleConditionEvent(item, !says, name));
              }
            })
        .allowEmptyShould(true);
  }

  /// Packages use each other one way.
  ///
  /// @param of the packages that are looked at, such as `io.rheostat.app.(**)`
  ArchRule cycles(String of) {
    // A resize or a proposal names the command that carries it, a command what it is to hold:
    // known, and no
    // other.
    return slices()
        .matching(of)
        .should()
        .beFreeOfCycles()
        .ignoreDependency(Decision.Resize.class, Generation.class)
        .ignoreDependency(Decision.Proposal.class, Generation.class)
        .allowEmptyShould(true);
  }

  /// No null crosses a method anywhere.
  ArchRule nullMarks() {
    return classes()
        .should(
            new ArchCondition<>("live in a @NullMarked package") {
              @Override
              public void check(JavaClass item, ConditionEvents events) {
                boolean marked = item.getPackage().isAnnotatedWith(NullMarked.class);
                events.add(new SimpleConditionEvent(item, marked, item.getPackageName()));
              }
            });
  }
}
