"""Sends requests to the local AWS with botocore, whose models are AWS's own, and prints what the models do not know.

The argument is the URL of the local AWS; the requests are read as JSON from the standard input.
"""

import json
import sys
from xml.etree import ElementTree

import botocore.exceptions
import botocore.session
import botocore.validate


def leaves(value):
    """Returns the number of texts, numbers and flags in a parsed value."""
    if isinstance(value, dict):
        return sum(leaves(one) for one in value.values())
    if isinstance(value, list):
        return sum(leaves(one) for one in value)
    return 0 if value in (None, "", b"") else 1


def written_leaves(body):
    """Returns the number of texts, numbers and flags in the body of an answer."""
    if not body.lstrip().startswith(b"<"):
        return leaves(json.loads(body or b"{}"))
    elements = [one for one in ElementTree.fromstring(body).iter() if len(one) == 0 and (one.text or "").strip()]
    return sum(1 for one in elements if one.tag.split("}")[-1].lower() != "requestid")


def unlisted(shape, value):
    """Returns the texts in a parsed value that are none of those that the model lists."""
    if shape.type_name == "structure":
        return [text for key, one in value.items() if key in shape.members for text in unlisted(shape.members[key], one)]
    if shape.type_name == "list":
        return [text for one in value for text in unlisted(shape.member, one)]
    if shape.type_name == "map":
        return [text for one in value.values() for text in unlisted(shape.value, one)]
    values = getattr(shape, "enum", [])
    return [f"{value} is none of {', '.join(values)}"] if values and value not in values else []


def check(session, url, request):
    client = session.create_client(
        request["service"], region_name="us-east-1", endpoint_url=url, aws_access_key_id="local", aws_secret_access_key="local"
    )
    problems = []

    def compare(http_response, parsed, model, **_):
        if http_response.status_code >= 300:
            return
        answer = {key: value for key, value in parsed.items() if key != "ResponseMetadata"}
        known = leaves(answer)
        written = written_leaves(http_response.content)
        if known != written:
            problems.append(f"the answer has {written} values, and AWS's model reads {known}: {http_response.text}")
        if model.output_shape is None:
            return
        wrong = botocore.validate.ParamValidator().validate(answer, model.output_shape)
        if wrong.has_errors():
            problems.append(f"the answer: {wrong.generate_report()}")
        problems.extend(f"the answer: {text}" for text in unlisted(model.output_shape, answer))

    client.meta.events.register("after-call", compare)
    method = botocore.xform_name(request["operation"])
    try:
        getattr(client, method)(**request["input"])
    except botocore.exceptions.ParamValidationError as error:
        problems.append(f"the request: {error}")
    except botocore.exceptions.ClientError as error:
        if error.response["Error"].get("Code", "") in ("", "500"):
            problems.append(f"the error: {error}")
    return [f"{request['service']} {request['operation']}: {problem}" for problem in problems]


session = botocore.session.get_session()
found = [problem for request in json.load(sys.stdin) for problem in check(session, sys.argv[1], request)]
print(json.dumps(found))
