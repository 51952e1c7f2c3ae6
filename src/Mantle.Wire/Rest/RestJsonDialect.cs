namespace Mantle.Wire;

/// <summary>
/// REST-JSON: invalid values are <c>SerializationException</c>. The constraint checks find absent and out-of-range values.
/// </summary>
sealed class RestJsonDialect : RestDialect
{
    public override bool TakesLists => true;

    public override ApiException InvalidUri() => CommonErrors.SerializationException();

    public override ApiException MalformedBody() => CommonErrors.SerializationException();

    public override ApiException NotInteger(string name, string value) => CommonErrors.SerializationException();

    public override ApiException NotNumber(string name, string value) => CommonErrors.SerializationException();

    // The binder accepts the type's whole range, and the constraint check reports what is outside the model's range.
    public override ApiException OutOfRange(string name, string value, long min, long max) => CommonErrors.SerializationException();

    public override ApiException NotBoolean(string name, string value) => CommonErrors.SerializationException();

    public override ApiException NotDate(string name, string value) => CommonErrors.SerializationException();
}
