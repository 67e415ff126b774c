package io.rheostat.benchmarks.ingest.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rheostat.benchmarks.ingest.load.DecodedRequest.Decoded;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RequestBuilderTest {
  private static final int REPLICAS = 25;
  private static final long MILLIS = 1_795_000_000_123L;

  private final List<WriteRequest> requests = RequestBuilder.build(REPLICAS, 500, 42);

  private List<Decoded> round(long round, long millis) throws IOException {
    List<Decoded> all = new ArrayList<>();
    for (WriteRequest request : requests) {
      request.move(round, millis);
      all.addAll(DecodedRequest.read(request));
    }
    return all;
  }

  private static Map<Map<String, String>, Double> byLabels(List<Decoded> series) {
    Map<Map<String, String>, Double> values = new HashMap<>();
    series.forEach(one -> values.put(Map.copyOf(one.labels()), one.value()));
    return values;
  }

  @Test
  void cutsARoundIntoRequestsOfFiveHundredSeries() {
    assertThat(requests).extracting(WriteRequest::samples).containsExactly(500, 500, 500);
  }

  @Test
  void carriesEachSeriesOfEachReplicaOnceARoundWithItsLabelsInOrder() throws IOException {
    List<Decoded> series = round(0, MILLIS);

    Set<Map<String, String>> wanted = new HashSet<>();
    for (int index = 0; index < REPLICAS; index++) {
      LoadReplica replica = new LoadReplica(index);
      VllmLoadPage.SERIES.forEach(one -> wanted.add(Map.copyOf(VllmLoadPage.labels(replica, one))));
    }
    assertThat(wanted).hasSize(REPLICAS * 60);
    assertThat(byLabels(series).keySet()).isEqualTo(wanted);
    assertThat(series).hasSameSizeAs(wanted);
    assertThat(series).allSatisfy(one -> assertThat(List.copyOf(one.labels().keySet())).isSorted());
  }

  @Test
  void aMoveChangesAllValuesAndTimesAndNothingElse() throws IOException {
    Map<Map<String, String>, Double> first = byLabels(round(0, MILLIS));

    List<Decoded> moved = round(7, MILLIS + 35_000);

    assertThat(moved).allSatisfy(one -> assertThat(one.millis()).isEqualTo(MILLIS + 35_000));
    Map<Map<String, String>, Double> expected = new HashMap<>();
    for (int index = 0; index < REPLICAS; index++) {
      LoadReplica replica = new LoadReplica(index);
      VllmLoadPage.SERIES.forEach(
          one ->
              expected.put(
                  Map.copyOf(VllmLoadPage.labels(replica, one)), one.course().at(replica, 7)));
    }
    assertThat(byLabels(moved)).isEqualTo(expected).isNotEqualTo(first);
  }

  @Test
  void refusesATimeThatDoesNotFitItsSlot() {
    WriteRequest request = requests.getFirst();

    assertThatThrownBy(() -> request.move(0, 1L << 42)).hasMessageContaining("millis");
    assertThatThrownBy(() -> request.move(0, 1)).hasMessageContaining("millis");
  }

  @Test
  void replicasComeInAnOrderThatIsShuffledAndTheSameForTheSameSeed() throws IOException {
    List<String> pods = pods(requests);

    assertThat(pods).isEqualTo(pods(RequestBuilder.build(REPLICAS, 500, 42)));
    assertThat(pods).isNotEqualTo(pods(RequestBuilder.build(REPLICAS, 500, 43)));
    List<String> declared =
        IntStream.range(0, REPLICAS).mapToObj(index -> pod(new LoadReplica(index))).toList();
    assertThat(pods).containsExactlyInAnyOrderElementsOf(declared).isNotEqualTo(declared);
  }

  private static String pod(LoadReplica replica) {
    return VllmLoadPage.labels(replica, VllmLoadPage.SERIES.getFirst()).getOrDefault("pod", "none");
  }

  private static List<String> pods(List<WriteRequest> requests) throws IOException {
    List<String> pods = new ArrayList<>();
    for (WriteRequest request : requests) {
      request.move(0, MILLIS);
      DecodedRequest.read(request).stream()
          .map(one -> one.labels().getOrDefault("pod", "none"))
          .forEach(pods::add);
    }
    return pods.stream().distinct().toList();
  }
}
