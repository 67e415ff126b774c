package io.rheostat.simulator.trace.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.rheostat.simulator.trace.Request;
import io.rheostat.simulator.trace.TokenCounts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ServeGenTest {
  private static final String HEADER = "client,ts,rate,cv,pat,p1,p2";

  private static final ClientLengths LENGTHS =
      new ClientLengths(
          Map.of(
              "a", times(0, pair("{10: 0.5, 20: 0.5}", "{5: 1.0}")),
              "b", times(0, pair("{700: 1.0}", "{70: 1.0}"))));

  @Test
  void clientsSendAtTheirRateAndVariation() {
    for (String pattern : List.of("Gamma", "Weibull")) {
      List<String> lines = rows(0, 36, "a", 6, 2, pattern);

      List<Request> requests = ServeGen.sample(ClientRates.read(lines, 0, 21_600), LENGTHS, 3);

      TraceStatistics statistics = TraceStatistics.of(requests);
      assertThat(statistics.ratePerSecond()).isCloseTo(6, withinPercentage(2));
      assertThat(statistics.gapVariation()).isCloseTo(2, withinPercentage(4));
    }
  }

  @Test
  void aRowWithoutPatternIsPoissonAndOneWithoutRateSilent() {
    List<String> lines = rows(0, 18, "a", 6, 0, "");
    lines.addAll(rows(18, 36, "a", 0, 0, "").subList(1, 19));
    lines.addAll(rows(18, 36, "b", 1, 0, "").subList(1, 19));

    List<Request> requests = ServeGen.sample(ClientRates.read(lines, 0, 21_600), LENGTHS, 3);

    List<Request> first =
        requests.stream().filter(r -> r.at().compareTo(Duration.ofHours(3)) < 0).toList();
    assertThat(TraceStatistics.of(first).gapVariation()).isCloseTo(1, withinPercentage(2));
    assertThat(requests.size() - first.size()).isCloseTo(10_800, withinPercentage(4));
    assertThat(requests.subList(first.size(), requests.size()))
        .allMatch(request -> request.inputTokens() == 700);
  }

  @Test
  void burstyClientsDoNotStartWithABurst() {
    double sum = 0;
    for (int seed = 0; seed < 300; seed++) {
      ClientRates rates = ClientRates.read(rows(0, 1, "a", 0.1, 6, "Gamma"), 0, 600);
      sum += ServeGen.sample(rates, LENGTHS, seed).size();
    }

    // 60 requests each; a process that starts at a request has (6 x 6 - 1) / 2 more.
    assertThat(sum / 300).isCloseTo(60, within(8.0));
  }

  @Test
  void thePeakIsScaledAndNothingElseChanges() {
    List<String> lines = rows(0, 6, "a", 40, 1, "Gamma");
    lines.addAll(rows(6, 12, "a", 160, 1, "Gamma").subList(1, 7));

    ClientRates scaled = ClientRates.read(lines, 0, 7200).atMost(30);

    assertThat(scaled.peak()).isCloseTo(30, within(1e-9));
    assertThat(scaled.total(0)).isCloseTo(7.5, within(1e-9));
    assertThat(ClientRates.read(lines, 0, 3600).atMost(50).peak()).isCloseTo(40, within(1e-9));
  }

  @Test
  void aSlotWithoutAnyTrafficGetsWhatLiesBetweenItsNeighbours() {
    List<String> lines = rows(0, 3, "a", 10, 2, "Gamma");
    lines.addAll(rows(3, 5, "a", 0, 0, "").subList(1, 3));
    lines.addAll(rows(5, 8, "a", 40, 2, "Gamma").subList(1, 4));

    ClientRates rates = ClientRates.read(lines, 600, 3600);

    assertThat(List.of(0, 1, 2, 3, 4, 5))
        .extracting(rates::total)
        .containsExactly(10.0, 10.0, 20.0, 30.0, 40.0, 40.0);
  }

  @Test
  void aMissingSlotAtTheEdgeOfTheWindowUsesTheSlotBeyondIt() {
    List<String> lines = rows(0, 1, "a", 10, 2, "Gamma");
    lines.addAll(rows(2, 8, "a", 30, 2, "Gamma").subList(1, 7));

    assertThat(ClientRates.read(lines, 600, 3600).total(0)).isCloseTo(20, within(1e-9));
  }

  @Test
  void oneSilentClientAmongOthersStaysSilent() {
    List<String> lines = rows(0, 3, "a", 10, 2, "Gamma");
    lines.addAll(rows(0, 1, "b", 5, 2, "Gamma").subList(1, 2));
    lines.addAll(rows(2, 3, "b", 5, 2, "Gamma").subList(1, 2));

    assertThat(ClientRates.read(lines, 0, 1800).total(1)).isCloseTo(10, within(1e-9));
  }

  @Test
  void clientsThatWereNotMeasuredGetTheMixtureOfThoseThatWere() {
    List<String> lines = rows(0, 36, "stranger", 2, 1, "Gamma");
    lines.addAll(rows(0, 36, "a", 3, 1, "Gamma").subList(1, 37));
    lines.addAll(rows(0, 36, "b", 1, 1, "Gamma").subList(1, 37));

    List<Request> requests = ServeGen.sample(ClientRates.read(lines, 0, 21_600), LENGTHS, 3);

    double ofB = requests.stream().filter(r -> r.inputTokens() == 700).count();
    assertThat(ofB / requests.size()).isCloseTo((1 + 2 / 4.0) / 6, withinPercentage(4));
    assertThat(requests).allMatch(r -> r.outputTokens() == (r.inputTokens() == 700 ? 70 : 5));
  }

  @Test
  void lengthsFollowTheSixHoursTheyWereMeasuredIn() {
    SortedMap<Long, ClientLengths.Pair> times = times(0, pair("{1: 1}", "{1: 1}"));
    times.put(21_600L, pair("{}", "{}"));
    times.put(43_200L, pair("{3: 1}", "{3: 1}"));
    ClientLengths lengths = new ClientLengths(Map.of("a", times));
    List<String> lines = rows(0, 144, "a", 1, 1, "Gamma");

    assertThat(ServeGen.sample(ClientRates.read(lines, 21_600, 21_600), lengths, 1))
        .allMatch(request -> request.inputTokens() == 1);
    assertThat(ServeGen.sample(ClientRates.read(lines, 43_200, 21_600), lengths, 1))
        .allMatch(request -> request.inputTokens() == 3);
  }

  @Test
  void sameSeedGivesTheSameRequestsInOrder() {
    ClientRates rates = ClientRates.read(rows(0, 6, "a", 3, 4, "Weibull"), 0, 3600);

    List<Request> requests = ServeGen.sample(rates, LENGTHS, 1);

    assertThat(requests)
        .isEqualTo(ServeGen.sample(rates, LENGTHS, 1))
        .isNotEqualTo(ServeGen.sample(rates, LENGTHS, 2))
        .isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()));
    assertThat(requests.getLast().at()).isLessThan(Duration.ofHours(1));
  }

  @Test
  void ratesAreReadByTheNamesOfTheirColumns() {
    List<String> plain = List.of(HEADER, "a,0,2.5,3,Gamma,1,1", "b,0,1,0.5,,,");
    List<String> dressed =
        List.of("ts,rate,region,pat,client,cv", "0.0,2.5,x,Gamma,a,3", "0,1e0,\"x,y\",,\"b\",0.5");

    assertThat(ClientRates.read(dressed, 0, 600)).isEqualTo(ClientRates.read(plain, 0, 600));
  }

  @Test
  void refusalsNameTheLineAndTheRemedy() {
    assertThatThrownBy(() -> ClientRates.read(List.of("a,b"), 0, 600))
        .hasMessageContaining("line 1")
        .hasMessageContaining("It must name client, ts, rate, cv, pat.");
    assertThatThrownBy(() -> ClientRates.read(List.of(HEADER, "a,0,x,1,Gamma,0,0"), 0, 600))
        .hasMessageContaining("line 2")
        .hasMessageContaining("Correct or remove it.");
    assertThatThrownBy(() -> ClientRates.read(List.of(HEADER), 0, 600))
        .hasMessageContaining("Choose another window.");
    assertThatThrownBy(() -> ClientRates.read(List.of(HEADER), 1, 600))
        .hasMessageContaining("multiples of 600");
    assertThatThrownBy(() -> TokenCounts.parse("[1, 2]")).hasMessageContaining("dictionary");
    assertThatThrownBy(() -> TokenCounts.parse("{1: 0.0}")).hasMessageContaining("add up to 0");
  }

  private static List<String> rows(
      int from, int until, String client, double rate, double variation, String pattern) {
    List<String> rows = new ArrayList<>(List.of(HEADER));
    for (int slot = from; slot < until; slot++) {
      rows.add(client + "," + 600 * slot + "," + rate + "," + variation + "," + pattern + ",0,0");
    }
    return rows;
  }

  private static SortedMap<Long, ClientLengths.Pair> times(long at, ClientLengths.Pair pair) {
    return new TreeMap<>(Map.of(at, pair));
  }

  private static ClientLengths.Pair pair(String input, String output) {
    return new ClientLengths.Pair(TokenCounts.parse(input), TokenCounts.parse(output));
  }
}
