package io.rheostat.config.read;

import io.rheostat.config.settings.MemberRule;
import io.rheostat.config.settings.SeriesRule;
import io.rheostat.config.settings.SignalPreset;
import io.rheostat.config.shape.Shapes;
import io.rheostat.config.yaml.Document;
import io.rheostat.config.yaml.Value;
import io.rheostat.model.signal.Signal;
import java.util.ArrayList;
import java.util.List;

/// Signal presets out of their documents.
public final class SignalReader {
  private SignalReader() {}

  /// Returns the signal preset of a document: its labels, blank values, rules and membership rules.
  public static SignalPreset preset(Document document) {
    Value.Branch spec = document.spec();
    List<Double> blanks = new ArrayList<>();
    for (Value value : spec.findItems("blanks").values()) {
      blanks.add(((Value.Quantity) value).number().doubleValue());
    }
    List<SeriesRule> rules = new ArrayList<>();
    for (Value.Branch rule : spec.items("rules").branches()) {
      rules.add(
          new SeriesRule(
              rule.text("metric"),
              Shapes.constant(Signal.values(), rule.text("signal")),
              rule.texts("labels"),
              rule.number("scale")));
    }
    return new SignalPreset(
        document.name(),
        spec.items("replicaLabels").texts(),
        spec.items("placementLabels").texts(),
        spec.findItems("seriesLabels").texts(),
        blanks,
        rules,
        members(spec));
  }

  private static List<MemberRule> members(Value.Branch spec) {
    List<MemberRule> members = new ArrayList<>();
    for (Value.Branch member : spec.findItems("members").branches()) {
      members.add(
          new MemberRule(
              member.text("metric"), member.texts("labels"), member.items("key").texts()));
    }
    return members;
  }
}
