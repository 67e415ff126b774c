package io.rheostat.app.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.actuator.driver.kubernetes.LabelledObject;
import io.rheostat.actuator.driver.kubernetes.api.CallFailedException;
import io.rheostat.actuator.driver.kubernetes.api.Failure;
import io.rheostat.app.testing.SmallFleets;
import io.rheostat.config.settings.JobDiscovery;
import io.rheostat.model.fleet.ElasticTraining;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Discovery in the namespace `train`, for the pool `east` of h100 devices, by hand.
final class LabelledJobsTest {
  private static final JobDiscovery TRAIN = place("train", Optional.empty());
  private static final String OBJECTIVE = "{work: {samples: %s}, value: {delayCostPerHour: 4 USD}}";

  private final SortedMap<String, LabelledObject> objects = new TreeMap<>();
  private final List<String> log = new ArrayList<>();
  private final Set<String> ended = new TreeSet<>();
  private Fleet fleet = SmallFleets.of(SmallFleets.workload("chat", 4));
  private Optional<CallFailedException> failure = Optional.empty();
  private List<JobDiscovery> places = List.of(TRAIN);
  private Instant now = Instant.parse("2026-11-24T12:00:00Z");

  private final LabelledJobs jobs =
      new LabelledJobs(() -> places, this::find, new InMemory(), ended::contains, () -> now);

  private static JobDiscovery place(String namespace, Optional<String> context) {
    return new JobDiscovery(namespace, "pytorchJob", context, namespace, Duration.ofSeconds(30));
  }

  private final class InMemory implements LabelledJobs.Declared {
    @Override
    public Fleet fleet() {
      return fleet;
    }

    @Override
    public void declare(Workload job) {
      if (!job.equals(fleet.workloads().get(job.name()))) {
        log.add("declared " + job.name());
        set(job);
      }
    }

    @Override
    public void forget(String job) {
      log.add("forgot " + job);
      SortedMap<String, Workload> rest = new TreeMap<>(fleet.workloads());
      rest.remove(job);
      fleet = fleet.withWorkloads(rest);
    }
  }

  private void set(Workload workload) {
    SortedMap<String, Workload> all = new TreeMap<>(fleet.workloads());
    all.put(workload.name(), workload);
    fleet = fleet.withWorkloads(all);
  }

  private List<LabelledObject> find(JobDiscovery place) throws CallFailedException {
    if (failure.isPresent()) {
      throw failure.get();
    }
    return objects.values().stream()
        .filter(object -> object.namespace().equals(place.namespace()))
        .toList();
  }

  private void object(String name, String pool, Map<String, String> annotations, boolean done) {
    objects.put(
        name,
        new LabelledObject(
            "PyTorchJob",
            "train",
            name,
            pool,
            new TreeMap<>(annotations),
            new TreeMap<>(Map.of("pytorchJob", name)),
            2,
            1,
            4,
            1,
            done));
  }

  private void bert(String samples) {
    object("bert", "east", Map.of("objective", OBJECTIVE.formatted(samples)), false);
  }

  private List<String> look() {
    now = now.plusSeconds(30);
    log.clear();
    jobs.look();
    return List.copyOf(log);
  }

  private Workload declared(String name) {
    return Optional.ofNullable(fleet.workloads().get(name)).orElseThrow();
  }

  @Test
  void aLabelledJobIsDeclaredOnceAndAgainWhenItChanges() {
    bert("1.0e6");
    assertThat(look()).containsExactly("declared bert");
    assertThat(declared("bert").placements().getFirst().target().settings())
        .isEqualTo(
            Map.of("namespace", "train", "pytorchJob", "bert", "foundBy", "rheostat.io/pool"));
    assertThat(LabelledJobs.isFound(declared("bert"))).isTrue();
    assertThat(LabelledJobs.isFound(declared("chat"))).isFalse();

    assertThat(look()).isEmpty();
    bert("2.0e6");
    assertThat(look()).containsExactly("declared bert");
  }

  @Test
  void eachNamespaceIsLookedInAtItsRefresh() {
    assertThat(look()).isEmpty();
    bert("1.0e6");
    now = now.plusSeconds(29);
    jobs.look();
    assertThat(log).isEmpty();
    now = now.plusSeconds(1);
    jobs.look();
    assertThat(log).containsExactly("declared bert");
  }

  @Test
  void aJobWithoutAnObjectiveIsObserved() {
    object("bert", "east", Map.of(), false);

    assertThat(look()).containsExactly("declared bert");
    assertThat(declared("bert").objective()).isEqualTo(new Objective.Profiled(0));
    objects.clear();
    assertThat(look()).containsExactly("forgot bert");
  }

  @Test
  void aJobWhoseObjectIsGoneIsForgottenUnlessItHasEnded() {
    bert("1.0e6");
    look();
    objects.clear();
    ended.add("bert");
    assertThat(look()).isEmpty();

    ended.clear();
    assertThat(look()).containsExactly("forgot bert");
    assertThat(fleet.workloads()).containsOnlyKeys("chat");
  }

  @Test
  void anEndedObjectIsNotTakenAnew() {
    object("bert", "east", Map.of("objective", OBJECTIVE.formatted("1.0e6")), true);

    assertThat(look()).isEmpty();
    assertThat(jobs.problems()).isEmpty();
  }

  @Test
  void aCancelledJobStaysCancelledUntilItsObjectIsGone() {
    bert("1.0e6");
    look();
    Objective.Training training = (Objective.Training) declared("bert").objective();
    ElasticTraining terms = training.elastic().orElseThrow();
    set(declared("bert").with(training.with(terms.cancel())));

    assertThat(look()).isEmpty();
    objects.clear();
    assertThat(look()).containsExactly("forgot bert");
  }

  @Test
  void whatIsNotTakenIsSaid() {
    object("chat", "east", Map.of("objective", OBJECTIVE.formatted("1.0e6")), false);
    object("lost", "west", Map.of("objective", OBJECTIVE.formatted("1.0e6")), false);
    object("wrong", "east", Map.of("objective", "{work: {}}"), false);

    assertThat(look()).isEmpty();
    assertThat(jobs.problems())
        .hasSize(3)
        .satisfiesExactly(
            one ->
                assertThat(one)
                    .isEqualTo(
                        "PyTorchJob train/chat is not taken: another workload is called chat."
                            + " Give the object its own name."),
            one ->
                assertThat(one)
                    .isEqualTo(
                        "PyTorchJob train/lost is not taken: no pool is called \"west\"."
                            + " Declared are: [east]"),
            one ->
                assertThat(one)
                    .startsWith("PyTorchJob train/wrong is not taken: ")
                    .contains("spec.objective"));
    objects.clear();
    look();
    assertThat(jobs.problems()).isEmpty();
  }

  @Test
  void aFailedLookForgetsNothing() {
    bert("1.0e6");
    look();
    objects.clear();
    failure =
        Optional.of(new CallFailedException(Failure.Cause.FORBIDDEN, "LIST pytorchjobs: no."));

    assertThat(look()).isEmpty();
    assertThat(jobs.problems()).containsExactly("jobs of namespace train: LIST pytorchjobs: no.");
  }

  @Test
  void jobsOfOtherNamespacesClustersAndSubmissionsAreLeftAlone() {
    bert("1.0e6");
    look();
    places = List.of(place("vision", Optional.empty()), place("train", Optional.of("staging")));
    objects.clear();

    assertThat(look()).isEmpty();
    places = List.of(TRAIN);
    assertThat(look()).containsExactly("forgot bert");
  }
}
