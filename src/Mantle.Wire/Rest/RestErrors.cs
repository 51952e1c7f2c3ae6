namespace Mantle.Wire;

/// <summary>What is answered to a REST request that cannot be read, in S3's words: it is the one service of this kind here.</summary>
public static class RestErrors
{
    public static ApiException InvalidUri() => new("InvalidURI", 400, Fault.Sender, "Couldn't parse the specified URI.");

    public static ApiException MalformedXml() =>
        new("MalformedXML", 400, Fault.Sender, "The XML you provided was not well-formed or did not validate against our published schema");

    public static ApiException MissingBody() => new("MissingRequestBodyError", 400, Fault.Sender, "Request Body is empty");

    public static ApiException MissingHeader(string name) =>
        new("InvalidRequest", 400, Fault.Sender, $"Missing required header for this request: {name}");

    public static ApiException MissingQuery(string name) =>
        Argument($"This operation requires the query parameter {name}", name, "");

    public static ApiException NotInteger(string name, string value) =>
        Argument($"Provided {name} not an integer or within integer range", name, value);

    public static ApiException OutOfRange(string name, string value, long min, long max) =>
        Argument($"Argument {name} must be an integer between {min} and {max}", name, value);

    public static ApiException NotBoolean(string name, string value) =>
        Argument($"Provided {name} is not a boolean", name, value);

    public static ApiException NotDate(string name, string value) =>
        Argument($"Provided {name} is not a valid date", name, value);

    static ApiException Argument(string message, string name, string value) => new("InvalidArgument", 400, Fault.Sender, message)
    {
        Details = [new("ArgumentName", name), new("ArgumentValue", value)],
    };
}
