package io.rheostat.verification.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/// Rules of the architecture, for the classes below a root package: `io.rheostat`, or a fixture
/// that breaks it.
///
/// @param root the package above the modules' own
record ArchitectureRules(String root) {
  private static final List<String> BELOW_THE_PROGRAM =
      List.of(
          "model",
          "config",
          "topics",
          "core",
          "ingest",
          "streams",
          "actuator",
          "simulator",
          "contest");

  private static final List<String> MODULES =
      Stream.concat(BELOW_THE_PROGRAM.stream(), Stream.of("app", "benchmarks", "verification"))
          .toList();

  /// Modules by the others that they may use.
  private static final Map<String, List<String>> ARROWS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("model", List.of()),
              Map.entry("config", List.of("model")),
              Map.entry("topics", List.of("model")),
              Map.entry("core", List.of("model")),
              Map.entry("ingest", List.of("model", "config", "topics")),
              Map.entry("streams", List.of("model", "core", "topics")),
              Map.entry("actuator", List.of("model", "topics")),
              Map.entry("simulator", List.of("model", "core")),
              Map.entry("contest", List.of("model", "config", "core", "simulator")),
              Map.entry("app", BELOW_THE_PROGRAM),
              Map.entry(
                  "benchmarks",
                  Stream.concat(BELOW_THE_PROGRAM.stream(), Stream.of("app")).toList()),
              Map.entry(
                  "verification",
                  Stream.concat(BELOW_THE_PROGRAM.stream(), Stream.of("app")).toList())));

  /// Most top-level types of a package: more are more than one subject.
  private static final long MOST_TYPES = 15;

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
            .doNotHaveFullyQualifiedName(root + ".core.encoding.StateShapes")
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

  /// Oracles call nothing of the code they judge: they look at the simulated world, at recorded
  /// history and at declarations.
  ArchRule oracles() {
    return noClasses()
        .that()
        .resideInAnyPackage(
            root + ".contest.judge..",
            root + ".verification.protocol.invariant..",
            root + ".verification.failover.history..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            root + ".core..", root + ".actuator..", root + ".streams..", root + ".simulator.loop..")
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
    return slices().matching(of).should().beFreeOfCycles().allowEmptyShould(true);
  }

  /// Classes of the folds use each other one way, nested ones counting as their outermost.
  ArchRule classCycles() {
    return slices()
        .assignedFrom(
            new SliceAssignment() {
              @Override
              public SliceIdentifier getIdentifierOf(JavaClass type) {
                return type.getPackageName().startsWith(root + ".core")
                    ? SliceIdentifier.of(outermost(type.getName()))
                    : SliceIdentifier.ignore();
              }

              @Override
              public String getDescription() {
                return "classes of core";
              }
            })
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true);
  }

  private static String outermost(String name) {
    int nested = name.indexOf('$');
    return nested < 0 ? name : name.substring(0, nested);
  }

  /// Returns the simple names of more than one top-level type, with their packages.
  SortedMap<String, SortedSet<String>> repeatedNames(JavaClasses program) {
    SortedMap<String, SortedSet<String>> packages = new TreeMap<>();
    for (JavaClass type : program) {
      if (type.isTopLevelClass() && !type.getSimpleName().equals("package-info")) {
        packages
            .computeIfAbsent(type.getSimpleName(), _ -> new TreeSet<>())
            .add(type.getPackageName());
      }
    }
    packages.values().removeIf(where -> where.size() < 2);
    return packages;
  }

  /// Returns the packages with more than [#MOST_TYPES] top-level types, with their number.
  SortedMap<String, Long> largePackages(JavaClasses program) {
    SortedMap<String, Long> sizes = new TreeMap<>();
    for (JavaClass type : program) {
      if (type.isTopLevelClass() && !type.getSimpleName().equals("package-info")) {
        sizes.merge(type.getPackageName().substring(root.length() + 1), 1L, Long::sum);
      }
    }
    sizes.values().removeIf(types -> types <= MOST_TYPES);
    return sizes;
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
