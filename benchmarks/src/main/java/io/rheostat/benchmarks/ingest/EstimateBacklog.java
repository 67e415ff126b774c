package io.rheostat.benchmarks.ingest;

import io.rheostat.app.demo.RunningFile;
import io.rheostat.benchmarks.ingest.receiver.Launch;
import io.rheostat.benchmarks.ingest.receiver.Launches;
import io.rheostat.benchmarks.ingest.receiver.RheostatCounts;
import io.rheostat.streams.StreamsHost;
import io.rheostat.topics.Clients;
import io.rheostat.topics.Topic;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/// Lag of the estimate stage: the ends of Rheostat's workload-log against the offsets committed by
/// the stage. Each partition has a tick a second, so even a stage without lag has a few records
/// before it.
final class EstimateBacklog implements Backlog {
  private static final long FEW = 16;
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final Launch launch;
  private final Admin admin;
  private final HttpClient http = HttpClient.newHttpClient();

  private EstimateBacklog(Launch launch, Admin admin) {
    this.launch = launch;
    this.admin = admin;
  }

  /// Opens the backlog of a ready Rheostat.
  static EstimateBacklog of(Launch launch) throws IOException {
    String bootstrap =
        RunningFile.bootstrap(Launches.data(launch.folder()))
            .orElseThrow(() -> new IOException("Rheostat does not tell where its broker is"));
    return new EstimateBacklog(launch, Admin.create(Clients.admin(bootstrap)));
  }

  /// @param ends of the partitions of the workload-log
  /// @param committed by the estimate stage
  private record Offsets(long ends, long committed) {}

  private Offsets offsets() throws IOException, InterruptedException {
    try {
      String topic = Topic.WORKLOAD_LOG.topicName();
      Map<String, TopicDescription> described =
          admin.describeTopics(List.of(topic)).allTopicNames().get();
      int partitions = described.values().stream().mapToInt(one -> one.partitions().size()).sum();
      Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
      for (int partition = 0; partition < partitions; partition++) {
        wanted.put(new TopicPartition(topic, partition), OffsetSpec.latest());
      }
      Map<TopicPartition, OffsetAndMetadata> committed =
          admin
              .listConsumerGroupOffsets(StreamsHost.APPLICATION)
              .partitionsToOffsetAndMetadata()
              .get();
      long ends =
          admin.listOffsets(wanted).all().get().values().stream()
              .mapToLong(ListOffsetsResultInfo::offset)
              .sum();
      committed.keySet().retainAll(wanted.keySet());
      return new Offsets(
          ends, committed.values().stream().mapToLong(OffsetAndMetadata::offset).sum());
    } catch (ExecutionException e) {
      throw new IOException("Rheostat's broker does not tell its offsets", e.getCause());
    }
  }

  @Override
  public long records() throws IOException, InterruptedException {
    Offsets offsets = offsets();
    return offsets.ends() - offsets.committed();
  }

  @Override
  public void awaitNone() throws IOException, InterruptedException {
    long limit = System.nanoTime() + LIMIT.toNanos();
    for (long left = records(); left > FEW; left = records()) {
      if (System.nanoTime() > limit) {
        throw new IOException(
            "the estimate stage is behind by " + left + " records, after " + LIMIT);
      }
      Thread.sleep(LOOK);
    }
  }

  @Override
  public Map<String, Double> counts() throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(launch.metrics()).build();
    Map<String, Double> counts =
        new TreeMap<>(
            RheostatCounts.read(http.send(request, HttpResponse.BodyHandlers.ofString()).body()));
    Offsets offsets = offsets();
    counts.put("workloadLogRecords", (double) offsets.ends());
    counts.put("estimateRecordsConsumed", (double) offsets.committed());
    return counts;
  }

  @Override
  public void close() {
    http.close();
    admin.close();
  }
}
