using Mantle.Core.Authentication;
using Mantle.Core.Authorization;
using Mantle.Core.Modules;
using Mantle.SigV4;
using Mantle.Wire;
using Microsoft.AspNetCore.Http;

namespace Mantle.Http;

/// <summary>A service that is called over HTTP: its protocol, how its requests are recognized, and its own request handling.</summary>
public abstract class HttpModule(Parts parts) : ServiceModule(parts)
{
    ServiceProtocol? protocol;

    /// <summary>The service's protocol.</summary>
    public ServiceProtocol Protocol => protocol ??= NewProtocol();

    /// <summary>The service's signing rules.</summary>
    public virtual SigningProfile SigningProfile => SigningProfile.Standard;

    /// <summary>Whether the service accepts the service name in a request's credential scope.</summary>
    public virtual bool IsSignedForMe(string signedFor, Exchange exchange) => signedFor == Service.SigningName;

    /// <summary>
    /// Whether a request without a credential scope is for this service, by its target header. Services with their own host names check
    /// those too (<see cref="IsCalledByHost"/>). Other services do not check the host, because a bucket's name can be the first part of it.
    /// </summary>
    public virtual bool Claims(Exchange exchange) => Service.OperationOfTarget(exchange.Header("X-Amz-Target")) is not null;

    /// <summary>
    /// Whether a request that no service <see cref="Claims"/> is for this service by its path. It is not asked where the host name is a
    /// resource's (<see cref="HasResourceAt"/>): there every path is a part of the resource.
    /// </summary>
    public virtual bool ClaimsPath(string path) => false;

    /// <summary>Whether the service takes requests that no service claims.</summary>
    public virtual bool TakesTheRest(Exchange exchange) => false;

    /// <summary>
    /// The service's signing name in the message that lists the served services; null for Mantle's own services.
    /// </summary>
    public virtual string? ServedAs => Service.SigningName;

    /// <summary>Answers a request that needs no caller, or adds headers that every answer has. Returns whether it sent an answer.</summary>
    /// <param name="exchange">The request.</param>
    /// <param name="newCall">Creates an anonymous call.</param>
    /// <exception cref="ApiException">The request is refused.</exception>
    public virtual ValueTask<bool> BeginAsync(Exchange exchange, Func<Call> newCall) => new(false);

    /// <summary>Whether to handle a request as anonymous without parsing a signature.</summary>
    /// <exception cref="ApiException">The request has a signature version that the service does not accept.</exception>
    public virtual bool IsUnsigned(Exchange exchange) => false;

    /// <summary>
    /// The request and the proof of its caller, where another signature than AWS's own makes the proof; null for other requests.
    /// </summary>
    /// <exception cref="ApiException">The operation does not take such a signature, or the input breaks a constraint.</exception>
    public virtual ValueTask<ProvenRequest?> BindProvenAsync(Exchange exchange) => new((ProvenRequest?)null);

    /// <summary>
    /// The caller of a request without a signature, and the region it names: anonymous, or the signer of an upload form's policy.
    /// </summary>
    public virtual ValueTask<(Caller Caller, string? Region)> UnsignedCallerAsync(Exchange exchange, Authenticator authenticator) =>
        throw new NotSupportedException($"{Service.Title} takes no unsigned requests.");

    /// <summary>Called after the signature was verified, with the signing key.</summary>
    public virtual void NoteSignature(Exchange exchange, RequestSignature signature, SigningKey key) { }

    /// <summary>Adds the service's objects for a call to its view.</summary>
    public virtual void Attach(Exchange exchange, Call call) { }

    /// <summary>
    /// The answer to a request for a document that the service publishes without authentication; null for other requests.
    /// </summary>
    public virtual Func<HttpContext, Task>? FindPublished(HttpRequest request) => null;

    /// <summary>
    /// Whether a host name belongs to a resource of the service, such as a bucket. The server does not answer its own probes and documents
    /// there.
    /// </summary>
    public virtual bool HasResourceAt(string host) => false;

    /// <summary>Called with the server's URL once it listens.</summary>
    public virtual void ListensAt(string endpoint) { }

    /// <summary>Creates the protocol that the model names.</summary>
    protected virtual ServiceProtocol NewProtocol() =>
        Service.Protocol switch
        {
            Wire.Model.Protocol.Query => new QueryProtocol(this),
            Wire.Model.Protocol.Json => new JsonProtocol(this),
            Wire.Model.Protocol.RestJson => new RestJsonProtocol(this),
            _ => throw new NotSupportedException($"{Service.Title} must bring its protocol."),
        };

    /// <summary>Whether the host name's first part is the service's name.</summary>
    protected bool IsCalledByHost(Exchange exchange) =>
        exchange.Http.Request.Host.Host.StartsWith(Service.SigningName + ".", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a request has the form of the query protocol.</summary>
    protected static bool IsQuery(Exchange exchange) =>
        exchange.Path is "/"
        && (
            exchange.Http.Request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true
            || exchange.Query.Contains("Action=", StringComparison.Ordinal)
        );
}
