using Mantle.Http;
using Mantle.SigV4;

namespace Mantle.S3.Front;

/// <summary>The front's state of a request until its call is made.</summary>
sealed class S3Request
{
    /// <summary>The upload form that the request is; null for every other request.</summary>
    public PostForm? Form { get; set; }

    /// <summary>The body, which is read after authentication; null before that.</summary>
    public RequestBody? Body { get; private set; }

    /// <summary>The state of an exchange.</summary>
    public static S3Request Of(Exchange exchange) => (S3Request)(exchange.Front ??= new S3Request());

    /// <summary>Notes the key that signed the request.</summary>
    public void Proven(Exchange exchange, RequestSignature signature, SigningKey key) =>
        Body = new RequestBody(exchange, Form, signature, key);

    /// <summary>Accepts a request without a signature of its own: an unsigned one, or an upload form, whose policy is signed.</summary>
    public void Unsigned(Exchange exchange) => Body = new RequestBody(exchange, Form, null, null);
}
