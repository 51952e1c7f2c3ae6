using System.Net;
using System.Security.Cryptography;
using Mantle.Core.Accounts;
using Mantle.Core.Authentication;
using Mantle.Core.Authorization;
using Mantle.Core.Federation;
using Mantle.Core.Modules;
using Mantle.Core.Storage;
using Mantle.Core.Telemetry;
using Mantle.Http;
using Mantle.S3.Front;
using Mantle.S3.Objects;
using Mantle.Wire;
using Mantle.Wire.S3;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Mantle.S3;

/// <summary>
/// What an AWS service of this server does in a bucket, for a resource of an account. The service is a caller like any other: its calls
/// pass the runner and its gate, and the bucket's policy decides by its service principal, <c>aws:SourceArn</c> and
/// <c>aws:SourceAccount</c>.
/// </summary>
sealed class ServiceObjects(S3Module module, Parts parts)
{
    /// <summary>Puts an object.</summary>
    /// <param name="account">The account that the service works for.</param>
    /// <param name="service">The service.</param>
    /// <param name="region">The Region that the service works in.</param>
    /// <param name="request">The request, without body.</param>
    /// <param name="body">The object's data.</param>
    /// <param name="cancellation">Cancels the call.</param>
    /// <exception cref="ApiException">S3 refused the call.</exception>
    public async Task PutAsync(
        Account account,
        ServiceIdentity service,
        string region,
        PutObjectRequest request,
        byte[] body,
        CancellationToken cancellation
    )
    {
        var call = await NewCallAsync(account, service, region, body);
        var operation = module.Find(Wire.S3.Operations.PutObject.Name)!;
        await parts.Get<OperationRunner>().RunAsync(call, new BoundRequest(operation, request), cancellation);
    }

    /// <summary>Whether the service could put an object and read the bucket's ACL now. Nothing is written or recorded.</summary>
    /// <exception cref="ApiException">NoSuchBucket, or the name can be no bucket's.</exception>
    public async Task<bool> IsAllowedAsync(Account account, ServiceIdentity service, string region, PutObjectRequest request)
    {
        var call = await NewCallAsync(account, service, region, []);
        var bucket = await Existing.BucketAsync(call, request.Bucket);
        return call.Gate.IsAllowed(call, S3Access.OnBucket(call, bucket, Actions.GetBucketAcl))
            && call.Gate.IsAllowed(call, PutObject.Needs(request, call, bucket));
    }

    async Task<Call> NewCallAsync(Account account, ServiceIdentity service, string region, byte[] body)
    {
        var http = new DefaultHttpContext();
        http.Features.Get<IHttpRequestFeature>()!.RawTarget = "/";
        http.Request.Method = HttpMethods.Put;
        http.Request.Body = new MemoryStream(body);
        http.Request.ContentLength = body.Length;
        // Buckets with Object Lock ask for a checksum.
        http.Request.Headers.ContentMD5 = Convert.ToBase64String(Md5(body));
        var exchange = new Exchange(http, parts.Get<TimeProvider>().GetUtcNow());
        S3Request.Of(exchange).Unsigned(exchange);
        var call = new Call
        {
            RequestId = exchange.RequestId,
            Time = exchange.Time,
            Caller = Caller.OfExternal(account, service),
            Service = module.Service.SigningName,
            Traits = module.Traits,
            Region = region,
            // A service has no address: no condition on networks matches it.
            SourceIp = IPAddress.None,
            Secure = true,
            UserAgent = service.Name,
            View = new AccountView(parts.Get<Ledger>()),
            // Whatever the enforcement, policies are the only check of a service.
            Gate = new Gate(Enforcement.On, parts.Get<InstallationTelemetry>().Decisions),
        };
        await call.View.IncludeOrganizationOfAsync(account);
        module.Attach(exchange, call);
        return call;
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5351", Justification = "The header's algorithm; against damage only.")]
    static byte[] Md5(byte[] body) => MD5.HashData(body);
}
