package io.rheostat.simulator.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rheostat.simulator.trace.file.TraceReader;
import io.rheostat.simulator.trace.file.TraceStatistics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// The generators against the traces they were fitted to. Peak and variation differ from run to
/// run, so these are judged by the mean of twelve seeds.
class TraceGeneratorTest {
  private static final Duration HOUR = Duration.ofSeconds(3500);

  @Test
  void conversationResemblesAzureConversation() throws IOException {
    TraceStatistics real = real("AzureLLMInferenceTrace_conv.csv");

    TraceStatistics generated =
        mean(seed -> TraceGenerator.conversation(seed, HOUR, real.ratePerSecond()));

    assertThat(generated.ratePerSecond()).isCloseTo(real.ratePerSecond(), withinPercentage(2));
    assertThat(generated.gapVariation()).isCloseTo(real.gapVariation(), withinPercentage(5));
    assertThat(generated.peakMinuteOverMean())
        .isCloseTo(real.peakMinuteOverMean(), withinPercentage(10));
    assertThat(generated.inputTokens()).isCloseTo(real.inputTokens(), withinPercentage(2));
    assertThat(generated.outputTokens()).isCloseTo(real.outputTokens(), withinPercentage(2));
  }

  @Test
  void burstyResemblesAzureCode() throws IOException {
    TraceStatistics real = real("AzureLLMInferenceTrace_code.csv");

    TraceStatistics generated =
        mean(seed -> TraceGenerator.bursty(seed, HOUR, real.ratePerSecond()));

    assertThat(generated.ratePerSecond()).isCloseTo(real.ratePerSecond(), withinPercentage(2));
    assertThat(generated.gapVariation()).isCloseTo(real.gapVariation(), withinPercentage(15));
    assertThat(generated.peakMinuteOverMean())
        .isCloseTo(real.peakMinuteOverMean(), withinPercentage(20));
    assertThat(generated.inputTokens()).isCloseTo(real.inputTokens(), withinPercentage(3));
    assertThat(generated.outputTokens()).isCloseTo(real.outputTokens(), withinPercentage(3));
  }

  @Test
  void meanRateIsTheOneAskedForAtAnyRate() {
    for (double rate : new double[] {0.3, 5, 40}) {
      List<Request> conversation = TraceGenerator.conversation(3, HOUR, rate);
      List<Request> bursty = TraceGenerator.bursty(3, HOUR, rate);

      assertThat(conversation.size() / 3500.0).isCloseTo(rate, withinPercentage(8));
      assertThat(bursty.size() / 3500.0).isCloseTo(rate, withinPercentage(1));
    }
  }

  @Test
  void sameSeedGivesTheSameTraceInOrderWithinTheDuration() {
    List<Request> first = TraceGenerator.bursty(11, HOUR, 7);
    List<Request> second = TraceGenerator.bursty(11, HOUR, 7);

    assertThat(first).isEqualTo(second);
    assertThat(first).isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()));
    assertThat(first.getLast().at()).isLessThanOrEqualTo(HOUR);
    assertThat(TraceGenerator.bursty(12, HOUR, 7)).isNotEqualTo(first);
  }

  private interface Generator {
    List<Request> generate(long seed);
  }

  private static TraceStatistics mean(Generator generator) {
    List<TraceStatistics> runs =
        LongStream.range(0, 12)
            .mapToObj(seed -> TraceStatistics.of(generator.generate(seed)))
            .toList();
    List<double[]> sums = new ArrayList<>();
    sums.add(new double[5]);
    for (TraceStatistics run : runs) {
      sums.getFirst()[0] += run.ratePerSecond() / runs.size();
      sums.getFirst()[1] += run.gapVariation() / runs.size();
      sums.getFirst()[2] += run.peakMinuteOverMean() / runs.size();
      sums.getFirst()[3] += run.inputTokens() / runs.size();
      sums.getFirst()[4] += run.outputTokens() / runs.size();
    }
    double[] mean = sums.getFirst();
    return new TraceStatistics(mean[0], mean[1], mean[2], mean[3], mean[4]);
  }

  private static TraceStatistics real(String file) throws IOException {
    Path path =
        Path.of(System.getProperty("rheostat.shared.data", ""), "traces/azure-llm-2023", file);
    assumeTrue(
        Files.isRegularFile(path),
        "the Azure trace is not there; set rheostat.shared.data to the folder of real data");
    return TraceStatistics.of(TraceReader.read(file, Files.readAllLines(path)).requests());
  }
}
