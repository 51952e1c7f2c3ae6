using Mantle.Http;
using Mantle.SigV4;

namespace Mantle.S3.Front;

/// <summary>What the front keeps of a request until its call is made.</summary>
sealed class S3Request
{
    /// <summary>The upload form that the request is; null for every other request.</summary>
    public PostForm? Form { get; set; }

    /// <summary>The body, to be read once it is known who sends it; null before that.</summary>
    public RequestBody? Body { get; private set; }

    /// <summary>What is kept of an exchange.</summary>
    public static S3Request Of(Exchange exchange) => (S3Request)(exchange.Front ??= new S3Request());

    /// <summary>Notes that the request was signed with this key.</summary>
    public void Proven(Exchange exchange, RequestSignature signature, SigningKey key) =>
        Body = new RequestBody(exchange, Form, signature, key);

    /// <summary>
    /// Takes the request as one without a signature of its own: nobody signed it, or what is signed is its form's policy.
    /// </summary>
    public void Unsigned(Exchange exchange) => Body = new RequestBody(exchange, Form, null, null);
}
