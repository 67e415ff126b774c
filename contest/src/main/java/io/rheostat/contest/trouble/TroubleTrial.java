package io.rheostat.contest.trouble;

import io.rheostat.config.scenario.TroubleFile;
import io.rheostat.contest.judge.RunTrack;
import io.rheostat.contest.judge.TroubleJudge;
import io.rheostat.contest.judge.TroubleVerdict;
import io.rheostat.contest.judge.TroubledRun;
import io.rheostat.contest.scenario.PolicyNames;
import io.rheostat.contest.trial.Contender;
import io.rheostat.contest.trial.PolicyTrial;
import io.rheostat.contest.trial.RheostatPolicy;
import io.rheostat.simulator.loop.HostVariant;
import io.rheostat.simulator.trouble.Interference;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// Runs of policies on one trial, with troubles and without. Runs without trouble are made once.
/// Not safe for use by several threads.
public final class TroubleTrial {
  private static final String RHEOSTAT = "rheostat";
  private static final String CLAIRVOYANT = "clairvoyant";

  /// Time after the end of a trouble with reports of it still counted.
  private static final Duration REPORTED_WITHIN = Duration.ofMinutes(1);

  private final PolicyTrial trial;
  private final PolicyNames policies;
  private final TroubleJudge judge;
  private final long seed;
  private final Map<String, Run> untroubled = new HashMap<>();
  private final Map<String, Contender> contenders = new HashMap<>();

  /// A run.
  ///
  /// @param words states shown by its estimates and decisions; nothing for other policies
  private record Run(RunTrack track, HealthWords words) {}

  /// Measures the capacity of the trial's engines.
  ///
  /// @param seed of the simulated world
  public TroubleTrial(PolicyTrial trial, PolicyNames policies, long seed) {
    this.trial = trial;
    this.policies = policies;
    this.judge = new TroubleJudge(trial, policies.capacity());
    this.seed = seed;
  }

  /// Returns the judge of its runs.
  public TroubleJudge judge() {
    return judge;
  }

  /// Returns the result of a policy under a file's troubles.
  ///
  /// @param variant fault of Rheostat's host; [HostVariant#SOUND] for the host as it is
  /// @throws IllegalArgumentException when the policy or a trouble does not fit the trial
  public TroubleRow row(String policy, TroubleFile file, HostVariant variant) {
    TroubledScenario troubled = TroubledScenario.of(file, trial);
    Run without = untroubled.get(policy);
    if (without == null) {
      without = run(policy, trial, Interference.NONE, HostVariant.SOUND);
      untroubled.put(policy, without);
    }
    Run with = run(policy, troubled.trial(), troubled.fresh(), variant);
    Instant end = troubled.end();
    Instant reported = end.plus(REPORTED_WITHIN);
    return new TroubleRow(
        policy,
        file.name(),
        trial.trace(),
        judge.verdict(with.track(), Optional.of(without.track()), end),
        judge.verdict(without.track(), Optional.empty(), end),
        clairvoyant(file, troubled, end),
        policy.equals(RHEOSTAT)
            ? Optional.of(with.words().beyond(without.words(), troubled.begin(), reported))
            : Optional.empty(),
        new TroubleRow.Bounds(file.limits(), judge.startupSeconds()));
  }

  private OptionalInt clairvoyant(TroubleFile file, TroubledScenario troubled, Instant end) {
    if (!file.comparedWithClairvoyant()) {
      return OptionalInt.empty();
    }
    Run run = run(CLAIRVOYANT, troubled.trial(), troubled.fresh(), HostVariant.SOUND);
    TroubleVerdict verdict = judge.verdict(run.track(), Optional.empty(), end);
    return OptionalInt.of(verdict.secondsBelowNeed());
  }

  private Run run(String policy, PolicyTrial of, Interference trouble, HostVariant variant) {
    HealthWords words = new HealthWords();
    Contender contender =
        policy.equals(RHEOSTAT)
            ? new RheostatPolicy(words, variant)
            : contenders.computeIfAbsent(
                policy, name -> policies.contender(name, trial, new RheostatPolicy()));
    return new Run(TroubledRun.run(of, contender, trouble, seed), words);
  }
}
