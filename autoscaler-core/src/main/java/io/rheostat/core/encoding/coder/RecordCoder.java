package io.rheostat.core.encoding.coder;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// Coder of a record: its components in order, read back through the canonical constructor, so a
/// decoded state has passed the same checks as a new one.
final class RecordCoder implements Coder<Object> {
  private final Class<?> type;
  private final Method[] accessors;
  private final Coder<Object>[] coders;
  private final Constructor<?> constructor;

  @SuppressWarnings({"unchecked", "rawtypes"}) // arrays of a generic type
  RecordCoder(Class<?> type) {
    this.type = type;
    RecordComponent[] components = type.getRecordComponents();
    accessors = new Method[components.length];
    coders = new Coder[components.length];
    Class<?>[] parameters = new Class<?>[components.length];
    for (int i = 0; i < components.length; i++) {
      accessors[i] = components[i].getAccessor();
      accessors[i].setAccessible(true);
      parameters[i] = components[i].getType();
    }
    try {
      constructor = type.getDeclaredConstructor(parameters);
      constructor.setAccessible(true);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(type + " has no canonical constructor", e);
    }
  }

  @SuppressWarnings("unchecked") // a component's coder codes the component's type
  void resolve(Function<Type, Coder<?>> all) {
    RecordComponent[] components = type.getRecordComponents();
    for (int i = 0; i < components.length; i++) {
      coders[i] = (Coder<Object>) all.apply(components[i].getGenericType());
    }
  }

  @Override
  public void write(Object value, ByteSink sink) {
    try {
      for (int i = 0; i < accessors.length; i++) {
        coders[i].write(accessors[i].invoke(value), sink);
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " cannot be read", e);
    }
  }

  @Override
  public Object read(ByteSource source) {
    Object[] values = new Object[coders.length];
    for (int i = 0; i < coders.length; i++) {
      values[i] = coders[i].read(source);
    }
    return build(values);
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // what did not change is shared
  public Object mapTimes(Object value, UnaryOperator<Instant> times) {
    Object[] values = new Object[coders.length];
    boolean changed = false;
    try {
      for (int i = 0; i < coders.length; i++) {
        Object before = accessors[i].invoke(value);
        values[i] = coders[i].mapTimes(before, times);
        changed |= values[i] != before;
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " cannot be read", e);
    }
    return changed ? build(values) : value;
  }

  private Object build(Object[] values) {
    try {
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      throw new StateFormatException("a damaged " + type.getSimpleName() + ": " + e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " cannot be built", e);
    }
  }
}
