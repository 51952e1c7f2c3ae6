namespace Mantle.Wire;

/// <summary>REST-XML: invalid values are <c>InvalidArgument</c>, with the argument's name and value.</summary>
sealed class RestXmlDialect : RestDialect
{
    public override bool TakesLists => false;

    public override ApiException InvalidUri() => new("InvalidURI", 400, Fault.Sender, "Couldn't parse the specified URI.");

    public override ApiException MalformedBody() => RestXmlErrors.MalformedXml();

    public override ApiException NotInteger(string name, string value) =>
        RestXmlErrors.Argument($"Provided {name} not an integer or within integer range", name, value);

    public override ApiException NotNumber(string name, string value) =>
        RestXmlErrors.Argument($"Provided {name} is not a number", name, value);

    public override ApiException OutOfRange(string name, string value, long min, long max) =>
        RestXmlErrors.Argument($"Argument {name} must be an integer between {min} and {max}", name, value);

    public override ApiException NotBoolean(string name, string value) =>
        RestXmlErrors.Argument($"Provided {name} is not a boolean", name, value);

    public override ApiException NotDate(string name, string value) =>
        RestXmlErrors.Argument($"Provided {name} is not a valid date", name, value);
}
