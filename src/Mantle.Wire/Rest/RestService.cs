namespace Mantle.Wire;

/// <summary>A service of the REST protocols: method, path, query string and headers name the operation.</summary>
public sealed class RestService : ServiceInfo
{
    readonly Func<RestRequest, RestOperation?> route;

    /// <summary>Makes a service whose operations <paramref name="find"/> gives by name and <paramref name="route"/> by request.</summary>
    public RestService(Func<string, OperationInfo?> find, Func<RestRequest, RestOperation?> route)
        : base(find) => this.route = route;

    /// <summary>The operation of a request; null if none matches.</summary>
    public RestOperation? Route(RestRequest request) => route(request);
}
