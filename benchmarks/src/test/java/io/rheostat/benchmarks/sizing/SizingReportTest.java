package io.rheostat.benchmarks.sizing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.rheostat.core.capacity.SpeedCoefficients;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Report on the speed model; needs the folder of shared data and is skipped without it.
class SizingReportTest {
  private static final Path PROFILES =
      Path.of(System.getProperty("rheostat.shared.data"), "profiles");

  @BeforeEach
  void data() {
    assumeThat(Files.isDirectory(PROFILES)).as("no %s", PROFILES).isTrue();
  }

  @Test
  void theSampleIsReadInFull() throws IOException {
    List<MeasuredRow> rows = SiliconSample.read(PROFILES);

    assertThat(rows).hasSize(810);
    assertThat(rows.stream().filter(MeasuredRow::isFitted)).hasSize(379);
  }

  @Test
  void theShippedCoefficientsAreTheFittedOnes() throws IOException {
    SpeedCoefficients fitted =
        SpeedFit.of(SiliconSample.read(PROFILES).stream().filter(MeasuredRow::isFitted).toList());

    assertThat(fitted.shares().bandwidth())
        .isCloseTo(SpeedCoefficients.FITTED.shares().bandwidth(), within(0.01));
    assertThat(fitted.shares().flops16())
        .isCloseTo(SpeedCoefficients.FITTED.shares().flops16(), within(0.01));
    assertThat(fitted.latencies().linkShare())
        .isCloseTo(SpeedCoefficients.FITTED.latencies().linkShare(), within(0.01));
  }

  @Test
  void rowsThatWereNotFittedAreWithinTheTargets() throws IOException {
    ErrorSummary errors =
        ErrorSummary.of(
            SiliconSample.read(PROFILES).stream().filter(row -> !row.isFitted()).toList(),
            SpeedCoefficients.FITTED);

    assertThat(errors.tpotMedian()).isLessThan(0.10);
    assertThat(errors.tpotNinety()).isLessThan(0.25);
    assertThat(errors.ttftMedian()).isLessThan(0.20);
    assertThat(Math.abs(errors.tpotBias())).isLessThan(0.03);
  }

  @Test
  void anotherDeviceIsPredictedFromItsDataSheet() throws IOException {
    DeviceShift shift = DeviceShift.measured(PROFILES, SpeedCoefficients.FITTED);

    assertThat(shift.pairs()).isGreaterThan(50);
    assertThat(shift.tokenError()).isLessThan(0.25);
    assertThat(shift.promptError()).isLessThan(0.25);
  }

  @Test
  void theCommittedPageIsWhatTheBenchmarkWrites() throws IOException {
    List<MeasuredRow> rows = SiliconSample.read(PROFILES);
    String page =
        SizingPage.of(
            rows,
            SpeedCoefficients.FITTED,
            DeviceShift.measured(PROFILES, SpeedCoefficients.FITTED));

    assertThat(Path.of(System.getProperty("rheostat.root"), "docs/benchmarks/sizing.md"))
        .content()
        .as("written by ./rheostat bench sizing --data ../shared/data")
        .isEqualTo(page);
  }
}
