package io.rheostat.ingest.otlp;

import static io.rheostat.ingest.otlp.Exported.attribute;
import static io.rheostat.ingest.otlp.Exported.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.ingest.matching.LabelBytes;
import io.rheostat.ingest.matching.LabelTexts;
import io.rheostat.ingest.otlp.OtlpProto.AnyValue;
import io.rheostat.ingest.otlp.OtlpProto.KeyValue;
import io.rheostat.ingest.otlp.OtlpProto.Resource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Attributes as labels.
final class AttributeLabelsTest {
  @Test
  void thoseOfTheSourceAreThereUnderBothNames() {
    assertThat(
            labels(
                List.of(
                    text("service.name", "vllm"),
                    text("service.namespace", "chat"),
                    text("service.instance.id", "10.0.0.7:8000"),
                    text("k8s.pod.name", "chat-0"),
                    text("k8s.namespace.name", "prod"),
                    text("k8s.container.name", "engine"))))
        .containsEntry("job", "chat/vllm")
        .containsEntry("instance", "10.0.0.7:8000")
        .containsEntry("pod", "chat-0")
        .containsEntry("namespace", "prod")
        .containsEntry("container", "engine")
        .containsEntry("k8s_pod_name", "chat-0")
        .containsEntry("service_name", "vllm");
  }

  @Test
  void aServiceWithoutANamespaceIsAJobByItsName() {
    assertThat(labels(List.of(text("service.name", "vllm")))).containsEntry("job", "vllm");
  }

  @Test
  void thoseOfADataPointWin() {
    assertThat(
            labels(
                List.of(text("k8s.pod.name", "collector"), text("zone", "a")),
                text("pod", "chat-0"),
                text("zone", "b")))
        .containsEntry("pod", "chat-0")
        .containsEntry("zone", "b");
  }

  @Test
  void allPlainValuesAreWrittenAndTheOthersLeftOut() {
    assertThat(
            labels(
                List.of(),
                attribute("engine", AnyValue.newBuilder().setIntValue(3).build()),
                attribute("on", AnyValue.newBuilder().setBoolValue(true).build()),
                attribute("whole", AnyValue.newBuilder().setDoubleValue(4).build()),
                attribute("half", AnyValue.newBuilder().setDoubleValue(0.5).build()),
                attribute("none", AnyValue.getDefaultInstance())))
        .isEqualTo(Map.of("engine", "3", "on", "true", "whole", "4", "half", "0.5"));
  }

  @Test
  void namesThatBecomeTheSameShareTheirLabel() {
    assertThat(labels(List.of(), text("a_b", "2"), text("a.b", "1"), text("1st", "x")))
        .isEqualTo(Map.of("a_b", "1;2", "key_1st", "x"));
  }

  @Test
  void aNameOrBoundAmongTheAttributesIsNoLabel() {
    assertThat(labels(List.of(), text("__name__", "x"), text("le", "1"), text("a", "b")))
        .isEqualTo(Map.of("a", "b"));
  }

  private static Map<String, String> labels(List<KeyValue> source, KeyValue... point) {
    LabelBytes written = new LabelBytes();
    new AttributeLabels(Resource.newBuilder().addAllAttributes(source).build())
        .write(List.of(point), written);
    return LabelTexts.of(written);
  }
}
