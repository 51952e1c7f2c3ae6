using Mantle.Core.Authentication;
using Mantle.Core.Authorization;
using Mantle.Core.Modules;
using Mantle.Core.Storage;
using Mantle.Http;
using Mantle.S3.Store;
using Mantle.SigV4;
using Mantle.Wire;
using Microsoft.AspNetCore.Http;

namespace Mantle.S3.Front;

/// <summary>The front that S3 and S3 Control share: CORS, anonymous callers, upload forms, streamed bodies.</summary>
public abstract class S3HttpModule : HttpModule
{
    static readonly S3CredentialErrors Refusals = new();

    readonly CorsAnswer cors;
    readonly Func<ObjectStore> objects;

    private protected S3HttpModule(Parts parts, Func<ObjectStore> objects)
        : base(parts)
    {
        cors = new CorsAnswer(parts.Get<Ledger>());
        this.objects = objects;
    }

    /// <inheritdoc/>
    public override SigningProfile SigningProfile => SigningProfile.S3;

    /// <inheritdoc/>
    public override ErrorWords Words => S3Words.All;

    /// <inheritdoc/>
    public override CredentialErrors CredentialErrors => Refusals;

    /// <inheritdoc/>
    public override ServiceTraits Traits { get; } = new S3Traits();

    /// <inheritdoc/>
    public override async ValueTask<bool> BeginAsync(Exchange exchange, Func<Call> newCall)
    {
        if (HttpMethods.IsOptions(exchange.Http.Request.Method))
        {
            Parts.Get<LoopbackGuard>().CheckHost(exchange);
            await cors.PreflightAsync(exchange);
            return true;
        }
        await cors.AddAsync(exchange);
        return false;
    }

    /// <inheritdoc/>
    public override bool IsUnsigned(Exchange exchange)
    {
        if (exchange.IsUnsigned)
            return true;
        // Some clients still use signature version 2 unless they are configured otherwise.
        if (
            exchange.Query.Contains("AWSAccessKeyId=", StringComparison.Ordinal)
            && !exchange.Query.Contains("X-Amz-", StringComparison.OrdinalIgnoreCase)
        )
            throw Wire
                .S3.Errors.InvalidRequest("The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.")
                .With(("Hint", "Sign with version 4: in boto3, Config(signature_version='s3v4')."));
        return false;
    }

    /// <summary>The anonymous caller; for an upload form, the signer of its policy.</summary>
    public override async ValueTask<(Caller Caller, string? Region)> UnsignedCallerAsync(Exchange exchange, Authenticator authenticator)
    {
        var request = S3Request.Of(exchange);
        if (PostForm.IsSentBy(exchange))
        {
            request.Form = await PostForm.ReadAsync(exchange);
            if (request.Form.ReadSignature() is { } signature)
            {
                var caller = await authenticator.AuthenticateAsync(
                    request.Form.Policy!,
                    signature,
                    request.Form.Find("x-amz-security-token"),
                    exchange.Time,
                    CredentialErrors
                );
                request.Unsigned(exchange);
                return (caller, signature.Scope.Region);
            }
        }
        request.Unsigned(exchange);
        return (Caller.Anonymous, "us-east-1");
    }

    /// <inheritdoc/>
    public override void NoteSignature(Exchange exchange, RequestSignature signature, SigningKey key) =>
        S3Request.Of(exchange).Proven(exchange, signature, key);

    /// <inheritdoc/>
    public override void Attach(Exchange exchange, Call call) => call.View.Add(new S3Call(objects(), S3Request.Of(exchange).Body!));

    /// <inheritdoc/>
    protected override ServiceProtocol NewProtocol() => new RestXmlProtocol(this);
}
