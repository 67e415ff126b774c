package io.rheostat.app.replay;

import io.rheostat.app.recording.FolderRecording;
import io.rheostat.app.recording.PartitionTasks;
import io.rheostat.app.recording.Recording;
import io.rheostat.app.recording.ReplayPace;
import io.rheostat.core.stage.PartitionFold;
import io.rheostat.streams.StageBinding;
import io.rheostat.streams.store.CoreVersion;
import io.rheostat.topics.Topic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;

/// Recorded logs through the folds again, in this process, on all cores: no clock, and nothing
/// written.
public final class Replay {
  private Replay() {}

  /// Result of a replay.
  ///
  /// @param readings events of the workload-log
  /// @param events events of both logs
  /// @param decisions decisions made again
  /// @param commands commands issued again
  /// @param decisionsSha256 over the decisions made again: key, time and bytes by partition in log
  ///     order
  /// @param recordedDecisionsSha256 the same over those recorded
  /// @param commandsSha256 over the commands issued again
  /// @param recordedCommandsSha256 the same over those recorded
  /// @param estimatesIdentical whether the estimates on the pool-log came out the same
  /// @param failedSteps steps passed over after an exception: bugs
  /// @param stateSha256 over the final state of both stages
  /// @param differing inputs whose effects differ
  /// @param differences the first of them for each workload and topic, in the order of their times
  /// @param otherVersion what another version of the core decided
  /// @param lacking what the recording lacks, a sentence each
  /// @param cold folds that began with nothing although their log began before, a sentence each
  public record Result(
      long readings,
      long events,
      long decisions,
      long commands,
      String decisionsSha256,
      String recordedDecisionsSha256,
      String commandsSha256,
      String recordedCommandsSha256,
      boolean estimatesIdentical,
      long failedSteps,
      String stateSha256,
      long differing,
      List<Difference> differences,
      Optional<OtherVersion> otherVersion,
      List<String> lacking,
      List<String> cold) {
    public Result {
      differences = List.copyOf(differences);
      lacking = List.copyOf(lacking);
      cold = List.copyOf(cold);
    }

    /// Returns whether nothing is lacking, and all that this version decided came out byte for byte
    /// as recorded.
    public boolean identical() {
      return differing == 0 && lacking.isEmpty();
    }

    /// Returns whether a fold began with nothing although its log began before.
    public boolean startsCold() {
      return !cold.isEmpty();
    }
  }

  /// Records of another version of the core: from the first on, what differs is its doing.
  ///
  /// @param since the first input whose effects it wrote, by partition: `pool-log/0` to its offset
  /// @param differing inputs from there on whose effects differ
  public record OtherVersion(Map<String, Long> since, long differing) {
    public OtherVersion {
      since = Collections.unmodifiableMap(new TreeMap<>(since));
    }
  }

  /// Replays a folder written by `demo --record` or `export`.
  ///
  /// @throws IOException with the file when one is missing or damaged
  public static Result run(Path directory) throws IOException, InterruptedException {
    try (FolderRecording recording = new FolderRecording(directory)) {
      return run(recording, new ReplayPace());
    }
  }

  /// Replays the section of recorded logs, which are only read.
  ///
  /// @param progress told of each folded record
  /// @throws SectionGoneException when the section begins before what is left of a log
  /// @throws IOException when the logs cannot be read
  public static Result run(Recording recording, ReplayPace progress)
      throws IOException, InterruptedException {
    List<Callable<StageReplay.Result>> stages = new ArrayList<>();
    stages.addAll(stages(StageBinding.ESTIMATE, recording, progress));
    int estimates = stages.size();
    stages.addAll(stages(StageBinding.PLAN, recording, progress));
    List<StageReplay.Result> results = PartitionTasks.run(stages);
    return result(results.subList(0, estimates), results.subList(estimates, results.size()));
  }

  private static <S, E, X> List<Callable<StageReplay.Result>> stages(
      StageBinding<S, E, X> binding, Recording recording, ReplayPace progress) throws IOException {
    long core = CoreVersion.fingerprint();
    List<Callable<StageReplay.Result>> stages = new ArrayList<>();
    List<Recording.Section> sections = recording.sections(binding, progress);
    for (int partition = 0; partition < sections.size(); partition++) {
      Recording.Section section = sections.get(partition);
      stages.add(new StageReplay<>(binding, recording, section, partition, core, progress)::run);
    }
    return stages;
  }

  private static Result result(List<StageReplay.Result> estimates, List<StageReplay.Result> plans) {
    List<StageReplay.Result> all = new ArrayList<>(estimates);
    all.addAll(plans);
    List<EffectComparison.Result> compared =
        all.stream().flatMap(one -> one.comparisons().stream()).toList();
    MessageDigest state = PartitionFold.sha256();
    all.forEach(one -> state.update(one.stateSha256()));
    List<String> lacking = new ArrayList<>();
    compared.forEach(one -> one.lacking().ifPresent(lacking::add));
    long events = all.stream().mapToLong(StageReplay.Result::events).sum();
    if (events == 0) {
      lacking.add("no record was there to replay");
    }
    return new Result(
        estimates.stream().mapToLong(StageReplay.Result::events).sum(),
        events,
        count(compared, Topic.DECISIONS),
        count(compared, Topic.COMMANDS),
        hash(compared, Topic.DECISIONS, EffectComparison.Result::replayedSha256),
        hash(compared, Topic.DECISIONS, EffectComparison.Result::recordedSha256),
        hash(compared, Topic.COMMANDS, EffectComparison.Result::replayedSha256),
        hash(compared, Topic.COMMANDS, EffectComparison.Result::recordedSha256),
        compared.stream()
            .filter(one -> one.topic() == Topic.POOL_LOG)
            .allMatch(one -> one.differing() + one.otherVersion() == 0),
        all.stream().mapToLong(StageReplay.Result::failedSteps).sum(),
        HexFormat.of().formatHex(state.digest()),
        compared.stream().mapToLong(EffectComparison.Result::differing).sum(),
        firstOfEach(compared),
        otherVersion(compared),
        lacking,
        all.stream().flatMap(one -> one.cold().stream()).toList());
  }

  private static long count(List<EffectComparison.Result> compared, Topic topic) {
    return compared.stream()
        .filter(one -> one.topic() == topic)
        .mapToLong(EffectComparison.Result::replayed)
        .sum();
  }

  private static String hash(
      List<EffectComparison.Result> compared,
      Topic topic,
      Function<EffectComparison.Result, byte[]> digest) {
    MessageDigest all = PartitionFold.sha256();
    for (EffectComparison.Result one : compared) {
      if (one.topic() == topic && one.compared() > 0) {
        all.update(one.name().getBytes(StandardCharsets.UTF_8));
        all.update(digest.apply(one));
      }
    }
    return HexFormat.of().formatHex(all.digest());
  }

  private static List<Difference> firstOfEach(List<EffectComparison.Result> compared) {
    Map<String, Difference> first = new LinkedHashMap<>();
    compared.stream()
        .flatMap(one -> one.differences().stream())
        .sorted(Comparator.comparing(Difference::at))
        .forEach(one -> first.putIfAbsent(one.topic() + "/" + one.key(), one));
    return List.copyOf(first.values());
  }

  private static Optional<OtherVersion> otherVersion(List<EffectComparison.Result> compared) {
    Map<String, Long> since = new TreeMap<>();
    for (EffectComparison.Result one : compared) {
      one.otherSince()
          .ifPresent(
              place ->
                  since.merge(
                      place.log().topicName() + "/" + place.partition(),
                      place.offset(),
                      Math::min));
    }
    return since.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new OtherVersion(
                since, compared.stream().mapToLong(EffectComparison.Result::otherVersion).sum()));
  }
}
