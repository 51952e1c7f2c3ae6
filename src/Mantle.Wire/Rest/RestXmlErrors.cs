namespace Mantle.Wire;

/// <summary>The errors of a REST-XML service for incomplete and invalid requests.</summary>
public static class RestXmlErrors
{
    /// <summary>400: the body is not the XML document that the model describes.</summary>
    public static ApiException MalformedXml() =>
        new("MalformedXML", 400, Fault.Sender, "The XML you provided was not well-formed or did not validate against our published schema");

    /// <summary>400: there is no body.</summary>
    public static ApiException MissingBody() => new("MissingRequestBodyError", 400, Fault.Sender, "Request Body is empty");

    /// <summary>400: a required header is absent.</summary>
    public static ApiException MissingHeader(string name) =>
        new("InvalidRequest", 400, Fault.Sender, $"Missing required header for this request: {name}");

    /// <summary>400: a required parameter of the query string is absent.</summary>
    public static ApiException MissingQuery(string name) => Argument($"This operation requires the query parameter {name}", name, "");

    internal static ApiException Argument(string message, string name, string value) =>
        new(
            new ApiError("InvalidArgument", 400, Fault.Sender, message)
            {
                Details = [new("ArgumentName", name), new("ArgumentValue", value)],
            }
        );
}
