using Mantle.Core.Authentication;
using Mantle.Core.Authorization;
using Mantle.Core.Modules;
using Mantle.SigV4;
using Mantle.Wire;
using Microsoft.AspNetCore.Http;

namespace Mantle.Http;

/// <summary>A service that is called over HTTP: its protocol, which requests are its own, and its front where it has one.</summary>
public abstract class HttpModule(Parts parts) : ServiceModule(parts)
{
    ServiceProtocol? protocol;

    /// <summary>How the service's messages travel.</summary>
    public ServiceProtocol Protocol => protocol ??= NewProtocol();

    /// <summary>How the service's requests are signed.</summary>
    public virtual SigningProfile SigningProfile => SigningProfile.Standard;

    /// <summary>Whether a request that was signed for a name is the service's.</summary>
    public virtual bool IsSignedForMe(string signedFor, Exchange exchange) => signedFor == Service.SigningName;

    /// <summary>
    /// Whether a request without a credential scope names the service, by its target. A service that is called by a host name of its own
    /// says so too (<see cref="IsCalledByHost"/>); others' names are left to buckets, which stand in front of a host's name as well.
    /// </summary>
    public virtual bool Claims(Exchange exchange) =>
        Service.TargetPrefix is { } prefix && exchange.Header("X-Amz-Target")?.StartsWith(prefix + ".", StringComparison.Ordinal) == true;

    /// <summary>Whether the service takes a request that no service claims.</summary>
    public virtual bool TakesTheRest(Exchange exchange) => false;

    /// <summary>
    /// The name by which credential scopes tell the service to those who ask what is served; null for one of Mantle's own.
    /// </summary>
    public virtual string? ServedAs => Service.SigningName;

    /// <summary>Answers what needs no caller, or puts on the answer what every answer carries. Whether the request is answered.</summary>
    /// <param name="exchange">The request.</param>
    /// <param name="newCall">Makes a call by nobody, for what the service does for everybody.</param>
    /// <exception cref="ApiException">The request is refused.</exception>
    public virtual ValueTask<bool> BeginAsync(Exchange exchange, Func<Call> newCall) => new(false);

    /// <summary>Whether a request is taken as sent by nobody, without looking for a signature.</summary>
    /// <exception cref="ApiException">It is signed in a way that the service no longer takes.</exception>
    public virtual bool IsUnsigned(Exchange exchange) => false;

    /// <summary>
    /// The caller of a request that was taken as unsigned, and the region that it names: nobody, or who signed a part of it.
    /// </summary>
    public virtual ValueTask<(Caller Caller, string? Region)> UnsignedCallerAsync(Exchange exchange, Authenticator authenticator) =>
        throw new NotSupportedException($"{Service.Title} takes no unsigned requests.");

    /// <summary>Notes that a request was signed with a key.</summary>
    public virtual void NoteSignature(Exchange exchange, RequestSignature signature, SigningKey key) { }

    /// <summary>Adds what the service keeps for a call to its view.</summary>
    public virtual void Attach(Exchange exchange, Call call) { }

    /// <summary>
    /// What answers a request for a document that the service publishes for everybody; null where the request is for none.
    /// </summary>
    public virtual Func<HttpContext, Task>? FindPublished(HttpRequest request) => null;

    /// <summary>
    /// Whether a host name stands for a resource of the service, as a bucket's does: whatever is asked for there is the resource's, and
    /// nothing that the server answers of its own.
    /// </summary>
    public virtual bool HasResourceAt(string host) => false;

    /// <summary>Learns where the server listens, once it does.</summary>
    public virtual void ListensAt(string endpoint) { }

    /// <summary>The protocol that the model names.</summary>
    protected virtual ServiceProtocol NewProtocol() =>
        Service.Protocol switch
        {
            Wire.Model.Protocol.Query => new QueryProtocol(this),
            Wire.Model.Protocol.Json => new JsonProtocol(this),
            Wire.Model.Protocol.RestJson => new RestJsonProtocol(this),
            _ => throw new NotSupportedException($"{Service.Title} must bring its protocol."),
        };

    /// <summary>Whether the host's name begins with the service's.</summary>
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
