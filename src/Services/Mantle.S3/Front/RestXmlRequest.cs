using Mantle.Http;

namespace Mantle.S3.Front;

/// <summary>A request to S3, whose host may name the bucket.</summary>
sealed class RestXmlRequest(Exchange exchange) : HttpRestRequest(exchange, VirtualHost.BucketOf(exchange.Http.Request.Host.Host));
