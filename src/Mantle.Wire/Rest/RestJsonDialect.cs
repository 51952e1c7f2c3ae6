namespace Mantle.Wire;

/// <summary>
/// REST-JSON: what cannot be read is <c>SerializationException</c>. The constraint checks find what is absent or out of range.
/// </summary>
sealed class RestJsonDialect : RestDialect
{
    public override bool TakesLists => true;

    public override ApiException InvalidUri() => CommonErrors.SerializationException();

    public override ApiException MalformedBody() => CommonErrors.SerializationException();

    public override ApiException NotInteger(string name, string value) => CommonErrors.SerializationException();

    public override ApiException NotNumber(string name, string value) => CommonErrors.SerializationException();

    // The binder passes the whole range, and the check of constraints words what is outside the model's.
    public override ApiException OutOfRange(string name, string value, long min, long max) => CommonErrors.SerializationException();

    public override ApiException NotBoolean(string name, string value) => CommonErrors.SerializationException();

    public override ApiException NotDate(string name, string value) => CommonErrors.SerializationException();
}
