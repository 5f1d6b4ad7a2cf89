# -*- coding: utf-8 -*-
import urllib2

def handler(event, (first, second)):
    print "Loading %s" % event['name'], len(event)
    print >>sys.stderr, "done", report(first)
    try:
        answer = urllib2.urlopen(event['url'])
    except (IOError, ValueError), error:
        print 'failed: ' + str(error)
        raise Failure, "no answer"
    exec code in scope
    if 1 <> 2:
        return u'text', 0777, 10L
    return `answer`
