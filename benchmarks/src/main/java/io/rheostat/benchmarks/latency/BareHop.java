package io.rheostat.benchmarks.latency;

import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/// A hop without any work: puts each record into its store, and forwards every probe and one in so
/// many of the others.
final class BareHop implements Processor<String, byte[], String, byte[]> {
  /// Forwards probes only.
  static final int PROBES = Integer.MAX_VALUE;

  private final String storeName;
  private final int oneIn;
  private ProcessorContext<String, byte[]> context;
  private KeyValueStore<String, byte[]> store;
  private int seen;

  @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
  BareHop(String storeName, int oneIn) {
    this.storeName = storeName;
    this.oneIn = oneIn;
  }

  @Override
  public void init(ProcessorContext<String, byte[]> processorContext) {
    context = processorContext;
    store = context.getStateStore(storeName);
  }

  @Override
  public void process(Record<String, byte[]> record) {
    store.put(record.key(), record.value());
    seen = (seen + 1) % oneIn;
    if (seen == 0 || record.headers().lastHeader(BarePath.PROBE) != null) {
      context.forward(record);
    }
  }
}
