package io.rheostat.core.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rheostat.core.member.MemberDraft;
import io.rheostat.core.member.MemberState;
import io.rheostat.core.pool.PoolResources;
import io.rheostat.core.stage.Given;
import io.rheostat.core.training.JobOutlook;
import io.rheostat.model.estimate.Measure;
import io.rheostat.model.estimate.TrainingProfile;
import io.rheostat.model.estimate.WidthGoodput;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.BatchRange;
import io.rheostat.model.fleet.ElasticTraining;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Placement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Shares of a pool of eight large and four small devices, for jobs of 32000 samples.
final class JobShareTest {
  private static final Placement BIG = Given.placement("big", "h100");
  private static final Placement SMALL = Given.placement("small", "l40s");
  private static final PoolResources POOL =
      new PoolResources(
          "main",
          Given.catalogue(
              Given.pool("main", Map.of("h100", 8, "l40s", 4)),
              Given.device("h100", 4),
              Given.device("l40s", 1)));
  private static final ElasticTraining TERMS =
      new ElasticTraining(3, BatchRange.fixedPerReplica(32, 32));
  private static final Objective.Training PLAIN =
      new Objective.Training(32_000, 32, 32, 100, Optional.empty(), 0);
  private static final Objective.Training ELASTIC = PLAIN.with(TERMS);

  private static WidthGoodput goodput(String placement, int width, double samples) {
    return new WidthGoodput(placement, width, samples, 1);
  }

  private static List<WidthGoodput> large() {
    return List.of(
        goodput("big", 1, 100),
        goodput("big", 2, 180),
        goodput("big", 4, 320),
        goodput("big", 8, 500));
  }

  private static Measure.Training measure(double progress, List<WidthGoodput> goodputs) {
    return new Measure.Training(0, progress, 0, 1, false, goodputs);
  }

  private static MemberState unseen(String name, Objective objective) {
    Workload workload = Given.workload(name, "main", objective, Given.bounds(0, 8), BIG, SMALL);
    return Given.member(workload, Allocation.NONE);
  }

  private static MemberState job(String name, Objective objective, Measure measure) {
    MemberState member = unseen(name, objective);
    return Given.estimated(
        member, Given.estimate(member.workload(), Given.START, Given.fresh(1), measure));
  }

  private static MemberState job(String name, double progress) {
    return job(name, ELASTIC, measure(progress, large()));
  }

  private static JobOutlook outlook(JobShare share, List<WidthGoodput> goodputs) {
    return share.outlook(unseen("job", ELASTIC), POOL, ELASTIC, measure(0, goodputs)).orElseThrow();
  }

  @Test
  void theReferenceIsTheMeanOfWhatIsLeftAtFairShares() {
    JobShare share = JobShare.among(List.of(job("a", 0), job("b", 16_000)), POOL);

    // Four of eight devices each: 320 samples a second, for 100 s and for 50 s.
    assertThat(share.jobs()).isEqualTo(2);
    assertThat(share.referenceSeconds()).isCloseTo(75, within(1e-9));
  }

  @Test
  void ofAJobThatNeverRanTenMinutesAreAssumed() {
    List<WidthGoodput> assumed = List.of(new WidthGoodput("big", 1, 32, 0));

    assertThat(outlook(new JobShare(1, 600), assumed).secondsLeft()).isEqualTo(600);
  }

  @Test
  void aPoolWithoutJobsHasNoShares() {
    assertThat(JobShare.counted(List.of(unseen("plain", PLAIN)))).isEqualTo(JobShare.NONE);
    assertThat(JobShare.counted(List.of(unseen("job", ELASTIC))).jobs()).isEqualTo(1);
  }

  @Test
  void aJobOfWhichNothingIsKnownTakesAShareButNoPartInTheMean() {
    JobShare share = JobShare.among(List.of(job("a", 0), unseen("b", ELASTIC)), POOL);

    assertThat(share).isEqualTo(new JobShare(2, 100));
  }

  @Test
  void withoutAnyKnownJobTheReferenceIsTenMinutes() {
    assertThat(JobShare.among(List.of(), POOL)).isEqualTo(JobShare.NONE);
    assertThat(JobShare.among(List.of(unseen("a", ELASTIC), unseen("b", ELASTIC)), POOL))
        .isEqualTo(new JobShare(2, 600));
  }

  @Test
  void jobsThatWillNotRunAndOtherWorkloadsTakeNoShare() {
    MemberDraft withdrawn = MemberDraft.of(job("withdrawn", 0));
    withdrawn.withdrawn = true;
    Measure done = new Measure.Training(0, 32_000, 0, 1, true, large());

    JobShare share =
        JobShare.among(
            List.of(
                job("a", 0),
                job("done", ELASTIC, done),
                job("cancelled", PLAIN.with(TERMS.cancel()), measure(0, large())),
                withdrawn.build(),
                job("plain", PLAIN, measure(0, large())),
                unseen("service", Given.serving())),
            POOL);

    // Alone on all eight devices: 32000 samples at 500 a second.
    assertThat(share).isEqualTo(new JobShare(1, 64));
  }

  @Test
  void theFairShareIsTheWidestThatEachJobCouldHave() {
    assertThat(outlook(new JobShare(1, 100), large()).fairGoodput()).isEqualTo(500);
    assertThat(outlook(new JobShare(2, 100), large()).fairGoodput()).isEqualTo(320);
    // Eight over three are two and a half devices, and two of them a width.
    assertThat(outlook(new JobShare(3, 100), large()).fairGoodput()).isEqualTo(180);
    assertThat(outlook(new JobShare(8, 100), large()).fairGoodput()).isEqualTo(100);
  }

  @Test
  void theFastestPlacementDecides() {
    List<WidthGoodput> both =
        List.of(
            goodput("big", 1, 100),
            goodput("big", 2, 180),
            goodput("small", 1, 150),
            goodput("small", 2, 290));

    // Four jobs have two large devices each, or a small one.
    assertThat(outlook(new JobShare(4, 100), both).fairGoodput()).isEqualTo(180);
    assertThat(outlook(new JobShare(2, 100), both).fairGoodput()).isEqualTo(290);
    assertThat(outlook(new JobShare(8, 100), both).fairGoodput()).isEqualTo(100);
  }

  @Test
  void belowADeviceEachTheSmallestWidthIsFair() {
    assertThat(outlook(new JobShare(9, 100), large()).fairGoodput()).isEqualTo(100);
    assertThat(
            outlook(new JobShare(3, 100), List.of(goodput("big", 8, 500), goodput("big", 4, 320)))
                .fairGoodput())
        .isEqualTo(320);
  }

  @Test
  void withoutAGoodputOnADeclaredPlacementThereIsNoOutlook() {
    MemberState member = unseen("job", ELASTIC);
    List<WidthGoodput> none = List.of(goodput("gone", 1, 100), goodput("big", 1, 0));

    assertThat(new JobShare(1, 100).outlook(member, POOL, ELASTIC, measure(0, none))).isEmpty();
    assertThat(new JobShare(1, 100).outlook(member, POOL, ELASTIC, measure(0, List.of())))
        .isEmpty();
  }

  @Test
  void aJobWithoutADelayCostHasNoOutlook() {
    assertThat(new JobShare(1, 100).outlook(unseen("job", PLAIN), POOL, PLAIN, measure(0, large())))
        .isEmpty();
  }

  @Test
  void theOutlookTellsWhatIsLeftAndWhatARestartTakes() {
    MemberDraft draft = MemberDraft.of(unseen("job", ELASTIC));
    draft.startups.put("small", 70.0);
    Measure.Training measure =
        new Measure.Training(0, 16_000, 0, 1, false, large(), new TrainingProfile(0, 20, 4, 6));

    JobOutlook outlook =
        new JobShare(2, 800).outlook(draft.build(), POOL, ELASTIC, measure).orElseThrow();

    assertThat(outlook.secondsLeft()).isCloseTo(50, within(1e-9));
    // The slowest placement takes 70 s, and 30 s are lost, written and read.
    assertThat(outlook.restartSeconds()).isCloseTo(100, within(1e-9));
    assertThat(outlook.delayCostUsdPerHour()).isEqualTo(3);
    // A sixteenth of the reference: the fourth root of it is a half.
    assertThat(outlook.weight()).isCloseTo(2, within(1e-9));
  }

  @Test
  void beyondItsSamplesAJobStillHasOneToGo() {
    MemberState member = unseen("job", ELASTIC);

    JobOutlook outlook =
        new JobShare(2, 100).outlook(member, POOL, ELASTIC, measure(40_000, large())).orElseThrow();

    assertThat(outlook.secondsLeft()).isCloseTo(1 / 320.0, within(1e-12));
  }
}
